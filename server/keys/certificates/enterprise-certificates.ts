import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import { type CertificateCheck, checkEnterpriseCertificate } from "./check.ts";
import type { Trust } from "./trust.ts";

/** Checks enterprise certificates against the trust of each environment: one that is good in test is nothing in production (SEC-086). */
export type EnterpriseCertificates = {
  /** @param now milliseconds since 1970 */
  check(env: EnvironmentName, x5c: unknown, now: number): Promise<CertificateCheck>;
};

export function enterpriseCertificates(trust: Record<EnvironmentName, Trust>): EnterpriseCertificates {
  return { check: (env, x5c, now) => checkEnterpriseCertificate(trust[env], x5c, now) };
}
