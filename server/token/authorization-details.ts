import { parseIso6523Id, parseOrgNumber } from "../../vocabulary/org-number.ts";
import { type JsonObject, own } from "./assertion.ts";
import type { Wrong } from "./times.ts";

/** The types of rich authorization requests that Maskinporten knows (maskinporten.md 2.8), with their members. */
export const AUTHORIZATION_DETAILS_TYPES = ["urn:altinn:systemuser", "urn:altinn:consent"] as const;

const MEMBERS: Record<(typeof AUTHORIZATION_DETAILS_TYPES)[number], readonly string[]> = {
  "urn:altinn:systemuser": ["type", "systemuser_org", "externalRef"],
  "urn:altinn:consent": ["type", "id", "from"],
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const invalid = (what: string): Wrong => ({ refusal: "invalid_details_value", what });

/**
 * Checks the shape of `authorization_details` in a grant: exactly one element of a known type, with known members and values of the right form.
 *
 * @returns the first thing wrong. A well-formed one is refused as well, since this installation keeps neither system users nor consents that could
 * answer it; the text says so. Null only when the claim is absent.
 */
export function checkAuthorizationDetails(details: unknown): Wrong | null {
  if (details === undefined) return null;
  if (!Array.isArray(details)) return invalid("authorization_details is not a list.");
  if (details.length !== 1) return invalid("authorization_details must have exactly one element.");
  const [element] = details as unknown[];
  if (typeof element !== "object" || element === null || Array.isArray(element)) return invalid("The element of authorization_details is not an object.");
  const object = element as JsonObject;
  const type = AUTHORIZATION_DETAILS_TYPES.find((known) => known === own(object, "type"));
  if (!type) return { refusal: "unknown_details_type" };
  if (Object.keys(object).some((name) => !MEMBERS[type].includes(name))) return { refusal: "unknown_details_field" };
  return type === "urn:altinn:systemuser" ? checkSystemUser(object) : checkConsent(object);
}

function checkSystemUser(object: JsonObject): Wrong {
  const organization = own(object, "systemuser_org");
  if (typeof organization !== "object" || organization === null) return invalid("systemuser_org is missing or not an object.");
  const { authority, ID, ...rest } = organization as Record<string, unknown>;
  if (Object.keys(rest).length > 0) return { refusal: "unknown_details_field" };
  if (authority !== "iso6523-actorid-upis") return invalid("systemuser_org.authority must be iso6523-actorid-upis.");
  if (parseIso6523Id(ID) === null) return invalid("systemuser_org.ID must be 0192: and an organisation number.");
  const reference = own(object, "externalRef");
  if (reference !== undefined && (typeof reference !== "string" || reference === "" || reference.length > 255))
    return invalid("externalRef must be a text of 1 to 255 characters.");
  return invalid("No system user matches.");
}

function checkConsent(object: JsonObject): Wrong {
  const id = own(object, "id");
  if (typeof id !== "string" || !UUID.test(id)) return invalid("id must be a UUID.");
  const from = own(object, "from");
  const [, kind, number] = (typeof from === "string" && /^urn:altinn:(person|organization):identifier-no:([0-9]+)$/.exec(from)) || [];
  const isNumber = kind === "person" ? number?.length === 11 : parseOrgNumber(number) !== null;
  if (!isNumber) return invalid("from must be urn:altinn:person:identifier-no: or urn:altinn:organization:identifier-no: and a number.");
  return invalid("No consent matches.");
}
