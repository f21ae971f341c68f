import { Button, Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import type { Ref } from "react";
import { SHARED } from "../text/shared.ts";
import { useFormat } from "../text/use-format.ts";
import { useText } from "../text/use-text.ts";
import { takeFocus } from "../frame/take-focus.ts";
import { CHANGED } from "./changed-meanwhile-texts.ts";

/** One field: what the reader wrote, and what another has saved. In words, as the form shows them. */
export type Difference = { field: string; mine: string; theirs: string };

type ChangedMeanwhileProps = {
  /** Of the fields: those that are the same are left out here. */
  fields: readonly Difference[];
  /** Who was first; left out when it is not known. */
  person?: string | null | undefined;
  /** When, as the API tells it. */
  at: string;
  /** Where the panel may come while somebody writes: then it does not take the focus by itself. */
  headingRef?: Ref<HTMLHeadingElement>;
  keepMine: () => void;
  takeTheirs: () => void;
  isSaving: boolean;
};

/** Of two people who save the same thing the second is shown the difference, and chooses (portal.md §5.13). Stands where the form's error would stand. */
export function ChangedMeanwhile({ fields, person, at, headingRef = takeFocus, keepMine, takeTheirs, isSaving }: ChangedMeanwhileProps) {
  const t = useText(CHANGED);
  return (
    <section className="panel changed-meanwhile">
      <Heading level={2} data-size="xs" tabIndex={-1} ref={headingRef}>
        {t("heading")}
      </Heading>
      <WhoWasFirst person={person} at={at} />
      <BothValues fields={fields} />
      <div className="buttons">
        <Button onClick={keepMine} loading={isSaving}>
          {t("keepMine")}
        </Button>
        <Button variant="secondary" onClick={takeTheirs}>
          {t("takeTheirs")}
        </Button>
      </div>
    </section>
  );
}

/** @param person null or left out: not known */
export function WhoWasFirst({ person, at }: { person?: string | null | undefined; at: string }) {
  const t = useText(CHANGED);
  const shared = useText(SHARED);
  const when = useFormat().whenWithin(at);
  const isKnown = person !== undefined && person !== null;
  return <Paragraph>{isKnown ? t("byPerson", { person: person || shared("unnamedPerson"), when }) : t("bySomebody", { when })}</Paragraph>;
}

/** Both values of each field in which two people differ. */
export function BothValues({ fields }: { fields: readonly Difference[] }) {
  const t = useText(CHANGED);
  const different = fields.filter(({ mine, theirs }) => mine.trim() !== theirs.trim());
  if (different.length === 0) return <Paragraph>{t("same")}</Paragraph>;
  return (
    <Table className="cards compare" border>
      <caption className="vh">{t("heading")}</caption>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{t("what")}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t("theirs")}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t("mine")}</Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {different.map(({ field, mine, theirs }) => (
          <Table.Row key={field}>
            <Table.Cell data-th={t("what")}>{field}</Table.Cell>
            <Table.Cell data-th={t("theirs")}>{theirs || t("empty")}</Table.Cell>
            <Table.Cell data-th={t("mine")}>{mine || t("empty")}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
