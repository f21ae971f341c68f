import type { Texts } from "../text/text.ts";

/** Service notices, on every page and on their own. */
export const NOTICES = {
  region: { nb: "Driftsmeldinger", nn: "Driftsmeldingar", en: "Service notices" },
  incident: { nb: "Alvorlig feil", nn: "Alvorleg feil", en: "Severe incident" },
  maintenance: { nb: "Planlagt vedlikehold", nn: "Planlagt vedlikehald", en: "Planned maintenance" },
  change: { nb: "Endring", nn: "Endring", en: "Change" },
  read: { nb: "Les mer", nn: "Les meir", en: "Read more" },
  readWhat: { nb: "om {title}", nn: "om {title}", en: "about {title}" },
  since: { nb: "Siden {from}.", nn: "Sidan {from}.", en: "Since {from}." },
  from: { nb: "Fra {from}.", nn: "Frå {from}.", en: "From {from}." },
  period: { nb: "{from} til {to}.", nn: "{from} til {to}.", en: "{from} to {to}." },
} as const satisfies Texts;
