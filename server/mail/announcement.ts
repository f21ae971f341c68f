import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { EventKind } from "../../vocabulary/event-kinds.ts";
import type { Text } from "../../vocabulary/language.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";

/** What many notification points are told, with everything that is said of it: what is changed meanwhile changes nothing here. */
export type Announcement =
  | {
      kind: "scope_deactivated" | "scope_reactivated";
      env: EnvironmentName;
      scope: string;
      owner: OrgNumber;
      ownerName: string;
      /** What the owner says to those who are hit. Absent in what an older version wrote. */
      message?: string | null;
    }
  | {
      kind: "notice";
      severity: Extract<EventKind, "incident" | "maintenance" | "change">;
      environments: EnvironmentName[];
      /** RFC 3339. */
      from: string;
      to: string | null;
      title: Text;
      text: Text;
      /** Told before, and changed since. */
      changed: boolean;
    };
