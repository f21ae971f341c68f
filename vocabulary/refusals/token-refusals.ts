import { AUTHENTICATION_REFUSALS } from "./authentication-refusals.ts";
import { DECISION_REFUSALS } from "./decision-refusals.ts";
import { FORM_REFUSALS } from "./form-refusals.ts";
import { GRANT_REFUSALS } from "./grant-refusals.ts";

/** What the token endpoint refuses. The MP texts are those that callers of today match on (maskinporten.md 3.4). */
export const TOKEN_REFUSALS = { ...FORM_REFUSALS, ...AUTHENTICATION_REFUSALS, ...GRANT_REFUSALS, ...DECISION_REFUSALS };
