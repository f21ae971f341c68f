import { formatOrgNumber } from "../text/format.ts";

/** Name before number, the number unbroken. */
export const OrganizationName = ({ name, number }: { name: string | null; number: string }) => (
  <span>
    {name ? `${name}, ` : ""}
    <span className="nowrap">{formatOrgNumber(number)}</span>
  </span>
);
