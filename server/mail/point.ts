import type { EmailAddress } from "../../vocabulary/email-address.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { EventKind } from "../../vocabulary/event-kinds.ts";
import type { Language } from "../../vocabulary/language.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { PointLimits } from "./point-limits.ts";

/** An address that an organisation wants told about events. */
export type NotificationPoint = {
  id: string;
  organization: OrgNumber;
  address: EmailAddress;
  label: string;
  kinds: EventKind[];
  environments: EnvironmentName[];
  language: Language;
  digest: "at_once" | "daily";
  /** Null: everything of the organisation. */
  limitedTo: PointLimits | null;
  /** Null: it gets nothing but the mail that verifies it. */
  verifiedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Counts the changes of what can be chosen. */
  version: number;
};

/** What can be chosen of a point. */
export type PointWish = Pick<NotificationPoint, "address" | "label" | "kinds" | "environments" | "language" | "digest" | "limitedTo">;

/** What is not named stays as it is. */
export type PointChange = { [Name in keyof PointWish]?: PointWish[Name] | undefined };

/** Of one organisation. */
export const MOST_POINTS = 20;
