import { writeOrgNumber } from "../../vocabulary/org-number.ts";

/** Name before number, the number unbroken. */
export const OrganizationName = ({ name, number }: { name: string | null; number: string }) => (
  <span>
    {name ? `${name}, ` : ""}
    <span className="nowrap">{writeOrgNumber(number)}</span>
  </span>
);
