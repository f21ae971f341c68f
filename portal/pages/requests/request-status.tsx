import type { RightRequest } from "../../api/right-requests.ts";
import { Status } from "../../parts/status.tsx";
import { useText } from "../../text/use-text.ts";
import { REQUESTS } from "./texts.ts";

const KIND = { pending: "wait", approved: "ok", rejected: "stop", withdrawn: "off", expired: "stop" } as const;

/** How a request stands. */
export function RequestStatus({ state }: Pick<RightRequest, "state">) {
  const t = useText(REQUESTS);
  return <Status kind={KIND[state]}>{t(state)}</Status>;
}
