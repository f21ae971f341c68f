import type { PrefixApplication } from "../../api/prefixes.ts";
import type { QUEUE } from "./texts.ts";

export type Remark = {
  /** `stop`: as it is, it cannot be allotted. */
  kind: "warn" | "stop";
  text: Extract<keyof typeof QUEUE, "like" | "near" | "taken" | "kept" | "nameMissing" | "termsMissing" | "billingMissing" | "locked">;
  /** The other prefix, and whose it is. */
  other: string;
  org: string;
};

/** What the operator has to look at before deciding, what stops it first. Nothing when all is in order. */
export function remarksOn({ check, applicant, organization }: PrefixApplication): Remark[] {
  const remarks: Remark[] = [];
  const nameOf = ({ name, number }: PrefixApplication["organization"]) => name ?? number;
  const add = (kind: Remark["kind"], text: Remark["text"], other = "", org = nameOf(organization)) => void remarks.push({ kind, text, other, org });
  if (check?.state === "taken") add("stop", "taken", "", check.owner ? nameOf(check.owner) : "");
  if (check?.state === "reserved" || check?.state === "number") add("stop", "kept");
  if (applicant?.locked) add("stop", "locked");
  if (applicant && !applicant.termsSigned) add("warn", "termsMissing");
  if (applicant && !applicant.billing) add("warn", "billingMissing");
  for (const { prefix, owner } of check?.like ?? []) add("warn", "like", prefix, nameOf(owner));
  for (const { prefix, owner } of check?.near ?? []) add("warn", "near", prefix, nameOf(owner));
  if (applicant && !applicant.nameFits) add("warn", "nameMissing");
  return remarks;
}
