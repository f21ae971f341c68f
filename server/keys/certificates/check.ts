import type { KeyObject } from "node:crypto";
import type { OrgNumber } from "../../../vocabulary/org-number.ts";
import type { Trust } from "./trust.ts";

export type CertificateCheck =
  | { ok: true; publicKey: KeyObject; organization: OrgNumber; serial: string }
  | { ok: false; refusal: "malformed_x5c" | "untrusted_certificate"; what: string };

/** Placeholder until the chain is checked: trusts nobody. */
export async function checkEnterpriseCertificate(_trust: Trust, _x5c: unknown, _now: number): Promise<CertificateCheck> {
  return { ok: false, refusal: "untrusted_certificate", what: "No certificate authority is trusted here." };
}
