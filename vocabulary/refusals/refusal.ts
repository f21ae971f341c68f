import type { Text } from "../language.ts";

/** Who can mend it: tells the reader whom to turn to, and the portal whom to ask. */
export type Mender =
  | "developer" // whoever wrote or runs the calling program
  | "client_owner" // the organisation that owns the client
  | "api_provider" // the organisation that owns the scope
  | "consumer" // the organisation on whose behalf the supplier asks
  | "person" // whoever is logged in
  | "administrator" // those who give rights in the organisation
  | "operator"; // whoever runs this installation

/** The error codes of RFC 6749 section 5.2 and its kin, and `forbidden`, which Maskinporten's callers match on. */
export type OAuthError =
  | "invalid_request"
  | "invalid_grant"
  | "invalid_scope"
  | "unsupported_grant_type"
  | "invalid_authorization_details"
  | "forbidden"
  | "invalid_token"
  | "insufficient_scope"
  | "not_found"
  | "conflict"
  | "precondition_failed"
  | "PRECONDITION_REQUIRED"
  | "temporarily_unavailable"
  | "server_error";

/** One way in which a request can be refused. */
export type RefusalEntry = {
  /** `MP-nnn` where Maskinporten has a number for it, else our own `FM-nnn`. Never used again for another meaning. */
  code: `MP-${string}` | `FM-${string}`;
  /** HTTP status. */
  status: number;
  error: OAuthError;
  /** `error_description`: printable ASCII without `"` and `\` (RFC 6749 5.2); clients match on parts of the MP texts. `{name}` is filled in. */
  description: string;
  who: Mender;
  /** A heading of a few words. */
  title: Text;
  /** What it means, for someone who sees the code for the first time. */
  meaning: Text;
  /** What whoever can mend it should do. */
  remedy: Text;
};

/** The number of a code in the log and the token statement: MP-012 is 12, FM-120 is 1120. */
export const numberOfCode = (code: RefusalEntry["code"]): number => Number(code.slice(3)) + (code.startsWith("FM") ? 1_000 : 0);
