import { Button } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { lastDeed, type Scope, type ScopeReplacement } from "../../api/scopes.ts";
import { useActing } from "../../frame/where.tsx";
import { CHANGED } from "../../parts/changed-meanwhile-texts.ts";
import { BothValues, WhoWasFirst } from "../../parts/changed-meanwhile.tsx";
import { ModalDialog } from "../../parts/modal-dialog.tsx";
import { useText } from "../../text/use-text.ts";
import { ABOUT } from "./texts.ts";
import { type Decided, differencesOf, useShownFields } from "./use-shown-fields.ts";

type ChangedDialogProps = {
  /** As it is now; null while nothing has come between. */
  theirs: Scope | null;
  mine: ScopeReplacement;
  isSaving: boolean;
  keepMine: () => void;
  takeTheirs: () => void;
  /** Back to the form: what was written stays there. */
  close: () => void;
};

/** Both values of each field that two people have changed, and what is to become of them (portal.md §5.13). */
export function ChangedDialog({ theirs, mine, isSaving, keepMine, takeTheirs, close }: ChangedDialogProps) {
  const t = useText(ABOUT);
  const changed = useText(CHANGED);
  return (
    <ModalDialog open={theirs !== null} close={close} heading={changed("heading")} className="impact">
      {theirs && (
        <>
          <Who name={theirs.name} at={theirs.updatedAt} />
          <Differences theirs={theirs} mine={mine} />
          <div className="buttons impact-end">
            <Button loading={isSaving} onClick={keepMine}>
              {changed("keepMine")}
            </Button>
            <Button variant="secondary" onClick={takeTheirs}>
              {changed("takeTheirs")}
            </Button>
            <Button variant="tertiary" onClick={close}>
              {t("goOn")}
            </Button>
          </div>
        </>
      )}
    </ModalDialog>
  );
}

function Who({ name, at }: { name: string; at: string }) {
  const { env, org } = useActing();
  const deed = useQuery({ ...lastDeed({ env, org }, name, "scope.change"), staleTime: 0 }).data;
  return <WhoWasFirst person={deed?.actorName} at={deed?.at ?? at} />;
}

function Differences({ theirs, mine }: { theirs: Scope; mine: ScopeReplacement }) {
  const fields = useShownFields();
  // What is sent and what comes back have the same members here.
  const differences = differencesOf(fields(theirs), fields(mine as Decided));
  return <BothValues fields={differences.map(({ label, ...values }) => ({ ...values, field: label }))} />;
}
