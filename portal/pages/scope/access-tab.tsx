import { Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { accesses } from "../../api/accesses.ts";
import type { Scope } from "../../api/scopes.ts";
import { useActing } from "../../frame/where.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useText } from "../../text/use-text.ts";
import { AccessList } from "./access-list.tsx";
import { ACCESSES, GIVE } from "./access-texts.ts";
import { GiveAccess } from "./give-access.tsx";

/** Giving access, and who has it (picture scope). */
export function AccessTab({ scope }: { scope: Scope }) {
  const t = useText(ACCESSES);
  const give = useText(GIVE);
  const { env, org } = useActing();
  const may = useMay("access.write");
  const mayWrite = useMay("scope.write");
  const query = useQuery(accesses({ env, org }, scope.name));
  return (
    <>
      {/* Said once: above the tabs when nothing of the scope may be changed. */}
      {mayWrite.state !== "refused" && <Reason may={may} heading={give("cannot")} id="give-access" />}
      {scope.openToAll && <Paragraph>{give("openToAll")}</Paragraph>}
      {may.state === "allowed" && (scope.usable ? <GiveAccess scope={scope} /> : !scope.active && <Paragraph>{give("inactive")}</Paragraph>)}
      <Loaded query={query} says={t("loading")}>
        {(all) => <AccessList scope={scope} all={all} mayRemove={may.state === "allowed"} />}
      </Loaded>
    </>
  );
}
