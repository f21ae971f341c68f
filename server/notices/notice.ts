import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { Text } from "../../vocabulary/language.ts";

/** What the operator tells everybody. */
export type Notice = {
  id: string;
  severity: "incident" | "maintenance" | "change";
  environments: EnvironmentName[];
  from: Date;
  to: Date | null;
  title: Text;
  text: Text;
  version: number;
  publishedAt: Date;
  updatedAt: Date;
  withdrawnAt: Date | null;
};

export type NoticeWish = Pick<Notice, "severity" | "environments" | "from" | "to" | "title" | "text">;

/** Where a notice stands. One without an end is current until it gets one, or is withdrawn. */
export function stateOf({ from, to, withdrawnAt }: Pick<Notice, "from" | "to" | "withdrawnAt">, now: Date): "coming" | "current" | "over" | "withdrawn" {
  if (withdrawnAt) return "withdrawn";
  if (to && to <= now) return "over";
  return from > now ? "coming" : "current";
}
