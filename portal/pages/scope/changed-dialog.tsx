import { Button, Paragraph, Table } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { lastDeed, type Scope, type ScopeReplacement } from "../../api/scopes.ts";
import { useActing } from "../../frame/where.tsx";
import { ModalDialog } from "../../parts/modal-dialog.tsx";
import { useFormat } from "../../text/use-format.ts";
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
  return (
    <ModalDialog open={theirs !== null} close={close} heading={t("changedHeading")} className="impact">
      {theirs && (
        <>
          <Who name={theirs.name} />
          <Differences theirs={theirs} mine={mine} />
          <div className="buttons impact-end">
            <Button loading={isSaving} onClick={keepMine}>
              {t("keepMine")}
            </Button>
            <Button variant="secondary" onClick={takeTheirs}>
              {t("takeTheirs")}
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

function Who({ name }: { name: string }) {
  const t = useText(ABOUT);
  const f = useFormat();
  const { env, org } = useActing();
  const deed = useQuery({ ...lastDeed({ env, org }, name, "scope.change"), staleTime: 0 }).data;
  return <Paragraph>{deed?.actorName ? t("changedBy", { person: deed.actorName, when: f.whenWithin(deed.at) }) : t("changed")}</Paragraph>;
}

function Differences({ theirs, mine }: { theirs: Scope; mine: ScopeReplacement }) {
  const t = useText(ABOUT);
  const fields = useShownFields();
  // What is sent and what comes back have the same members here.
  const differences = differencesOf(fields(theirs), fields(mine as Decided));
  if (differences.length === 0) return <Paragraph>{t("same")}</Paragraph>;
  return (
    <Table className="cards compare" border>
      <caption className="vh">{t("changedHeading")}</caption>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{t("field")}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t("theirs")}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t("mine")}</Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {differences.map((difference) => (
          <Table.Row key={difference.key}>
            <Table.Cell data-th={t("field")}>{difference.label}</Table.Cell>
            <Table.Cell data-th={t("theirs")}>{difference.theirs}</Table.Cell>
            <Table.Cell data-th={t("mine")}>{difference.mine}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
