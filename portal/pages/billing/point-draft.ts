import { parseEmailAddress } from "../../../vocabulary/email-address.ts";
import { ENVIRONMENTS } from "../../../vocabulary/environment.ts";
import type { Language } from "../../../vocabulary/language.ts";
import type { NewNotificationPoint, NotificationPoint } from "../../api/notification-points.ts";
import { type LimitDraft, limitDraftOf } from "./limit-fields.tsx";

type Chosen = Pick<NotificationPoint, "address" | "label" | "kinds" | "environments" | "language" | "digest"> & LimitDraft;

/** A notification point as the form has it, with what it began from: its version, 0 of a new one, and what was chosen then. */
export type PointDraft = Chosen & { version: number; from: string };

const begin = (version: number, chosen: Chosen): PointDraft => ({ ...chosen, version, from: JSON.stringify(wishOf(chosen)) });

export const newDraft = (language: Language): PointDraft =>
  begin(0, {
    address: "",
    label: "",
    kinds: ["incident", "maintenance", "key_expiry"],
    environments: [...ENVIRONMENTS],
    language,
    digest: "at_once",
    ...limitDraftOf(null),
  });

export const draftOf = ({ address, label, kinds, environments, language, digest, version, limitedTo }: NotificationPoint): PointDraft =>
  begin(version, {
    address,
    label,
    kinds,
    environments,
    language,
    digest,
    ...limitDraftOf(limitedTo),
  });

/** Kept from before the point was changed, with nothing typed into it: then there is nothing to lose, and the point as it is now is shown. */
export const isOutdated = (draft: PointDraft, version: number): boolean => draft.version !== version && JSON.stringify(wishOf(draft)) === draft.from;

/** As the API takes it. */
export const wishOf = ({ isLimited, clients, scopes, address, label, kinds, environments, language, digest }: Chosen): NewNotificationPoint => ({
  kinds,
  environments,
  language,
  digest,
  address: address.trim(),
  label: label.trim(),
  limitedTo: isLimited ? { clients, scopes } : null,
});

/** The fields in their order on the form. */
export type PointFault = "addressWrong" | "kindsMissing" | "whereMissing" | "limitsMissing";

export function faultsOf({ address, kinds, environments, isLimited, clients, scopes }: PointDraft): PointFault[] {
  const faults: [PointFault, boolean][] = [
    ["addressWrong", parseEmailAddress(address.trim()) === null],
    ["kindsMissing", kinds.length === 0],
    ["whereMissing", environments.length === 0],
    ["limitsMissing", isLimited && clients.length + scopes.length === 0],
  ];
  return faults.flatMap(([fault, isSo]) => (isSo ? [fault] : []));
}
