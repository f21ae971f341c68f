/**
 * Checks `aud` of a grant: exactly the issuer of this environment, as a string or a list of one (SEC-020, RFC 7523bis).
 *
 * @param aud the claim as it stands
 * @param expected.issuer issuer with its slash, compared as a string
 * @param expected.others issuers of the other environments: named in the answer when they are met
 * @param expected.acceptTokenEndpoint a setting of the client while it migrates (design.md §8)
 * @returns what is wrong, in ASCII for `error_description`; `deprecated` when it passed by that setting alone; null when right
 */
export function checkAudience(
  aud: unknown,
  expected: { issuer: string; others: readonly string[]; acceptTokenEndpoint: boolean },
): { wrong: string } | "deprecated" | null {
  const { issuer } = expected;
  const values = Array.isArray(aud) ? aud : [aud];
  if (aud === undefined) return { wrong: `The claim is missing; it must be ${issuer}` };
  if (values.length !== 1) return { wrong: `It must be one value: ${issuer}` };
  const [value] = values as unknown[];
  if (typeof value !== "string") return { wrong: `It must be a string: ${issuer}` };
  if (value === issuer) return null;
  if (`${value}/` === issuer) return { wrong: `The slash at the end is missing; it must be ${issuer}` };
  if (value.replace(/\/+$/, "") === issuer.replace(/\/+$/, "")) return { wrong: `There is a slash too many at the end; it must be ${issuer}` };
  if (value === `${issuer}token`)
    return expected.acceptTokenEndpoint ? "deprecated" : { wrong: `The address of the token endpoint is not the issuer; it must be ${issuer}` };
  if (expected.others.some((other) => value.startsWith(other.replace(/\/+$/, ""))))
    return { wrong: `That is the issuer of another environment; here it must be ${issuer}` };
  return { wrong: `It must be ${issuer}` };
}
