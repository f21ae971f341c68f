import { Button } from "@digdir/designsystemet-react";
import { Buildings3Icon, ChevronDownIcon } from "@navikt/aksel-icons";
import { useState } from "react";
import { OrganizationPicker } from "../pages/organizations/organization-picker.tsx";
import { writeOrgNumber } from "../../vocabulary/org-number.ts";
import { FRAME } from "../text/frame.ts";
import { useText } from "../text/use-text.ts";
import { useActing } from "./where.tsx";

/** Whom one acts for, and the way to another. */
export function OrganizationButton() {
  const t = useText(FRAME);
  const { organization } = useActing();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className="organization-button" variant="secondary" data-color="neutral" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Buildings3Icon aria-hidden />
        <span className="org">
          <span className="org-name">{organization.name}</span>
          <span className="org-number">{writeOrgNumber(organization.number)}</span>
        </span>
        <span className="vh">, {t("switchOrganization")}</span>
        <ChevronDownIcon aria-hidden />
      </Button>
      <OrganizationPicker open={open} close={() => setOpen(false)} />
    </>
  );
}
