import type { Texts } from "../text/text.ts";

/** What every dialog says that shows who is hit. */
export const IMPACT = {
  notCounted: {
    nb: "Vi kunne ikke telle hvem som rammes akkurat nå. Du kan gjøre det likevel.",
    nn: "Vi kunne ikkje telje kven som blir ramma akkurat no. Du kan gjere det likevel.",
    en: "We could not count who is affected right now. You can still do it.",
  },
  mostActive: { nb: "Virksomhetene som bruker det mest", nn: "Verksemdene som bruker det mest", en: "The organisations that use it most" },
  orMore: { nb: "Over {value}", nn: "Over {value}", en: "Over {value}" },
  sending: { nb: "Deaktiverer …", nn: "Deaktiverer …", en: "Deactivating …" },
} as const satisfies Texts;
