import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/removed-by.ts";
import { SHARED } from "../text/shared.ts";
import type { Texts } from "../text/text.ts";
import { useFormat } from "../text/use-format.ts";
import { useText } from "../text/use-text.ts";

const REMOVED_BY = {
  removedBy: { nb: "{by} fjernet dette kl. {clock}.", nn: "{by} fjerna dette kl. {clock}.", en: "{by} removed this at {clock}." },
} as const satisfies Texts;

/** In a row that offers to undo a removal: who did it, and when. Says nothing where that is not known. */
export function RemovedBy({ by, at }: { by: z.output<typeof contract.RemovedBy>; at: string }) {
  const t = useText(REMOVED_BY);
  const f = useFormat();
  const shared = useText(SHARED);
  if (!by) return null;
  return <>{t("removedBy", { by: by.name || shared("unnamedPerson"), clock: f.clock(at) })} </>;
}
