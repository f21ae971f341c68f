import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Doer } from "../audit/deed.ts";

/** Where something is done, for which organisation, and by whom. */
export type Acting = {
  env: EnvironmentName;
  /** The organisation whose objects are changed: the caller's own (SEC-110). */
  org: OrgNumber;
  isOperator: boolean;
  doer: Doer;
};

/** The person; null: a program. */
export const personOf = ({ actor }: Doer): string | null => (actor.kind === "person" ? actor.person : null);
