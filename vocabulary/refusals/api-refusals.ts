import { CALLER_REFUSALS } from "./caller-refusals.ts";
import { KEY_REFUSALS } from "./key-refusals.ts";
import { MAIL_REFUSALS } from "./mail-refusals.ts";
import { PEOPLE_REFUSALS } from "./people-refusals.ts";
import { DOMAIN_REFUSALS } from "./domain-refusals.ts";
import { PREFIX_REFUSALS } from "./prefix-refusals.ts";
import { REQUEST_REFUSALS } from "./request-refusals.ts";
import { SCOPE_REFUSALS } from "./scope-refusals.ts";

/** What the APIs that manage scopes, clients and organisations refuse. */
export const API_REFUSALS = {
  ...CALLER_REFUSALS,
  ...PEOPLE_REFUSALS,
  ...REQUEST_REFUSALS,
  ...SCOPE_REFUSALS,
  ...KEY_REFUSALS,
  ...MAIL_REFUSALS,
  ...DOMAIN_REFUSALS,
  ...PREFIX_REFUSALS,
};
