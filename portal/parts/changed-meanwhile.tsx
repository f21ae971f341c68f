import { Button, Heading, Paragraph, Table } from "@digdir/designsystemet-react";
import { SHARED } from "../text/shared.ts";
import { useFormat } from "../text/use-format.ts";
import { useText } from "../text/use-text.ts";
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
  keepMine: () => void;
  takeTheirs: () => void;
  isSaving: boolean;
};

/** The same function always: it is called when the element comes, and not again. */
const takeFocus = (element: HTMLElement | null): void => element?.focus();

/** Of two people who save the same thing the second is shown the difference, and chooses (portal.md §5.13). Stands where the form's error would stand. */
export function ChangedMeanwhile({ fields, person, at, keepMine, takeTheirs, isSaving }: ChangedMeanwhileProps) {
  const t = useText(CHANGED);
  const shared = useText(SHARED);
  const f = useFormat();
  const different = fields.filter(({ mine, theirs }) => mine !== theirs);
  const when = f.whenWithin(at);
  return (
    <section className="panel changed-meanwhile">
      <Heading level={2} data-size="xs" tabIndex={-1} ref={takeFocus}>
        {t("heading")}
      </Heading>
      <Paragraph>
        {person === undefined || person === null ? t("bySomebody", { when }) : t("byPerson", { person: person || shared("unnamedPerson"), when })}
      </Paragraph>
      {different.length === 0 && <Paragraph>{t("same")}</Paragraph>}
      {different.length > 0 && (
        <Table className="cards" border>
          <caption className="vh">{t("heading")}</caption>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t("what")}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t("mine")}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t("theirs")}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {different.map(({ field, mine, theirs }) => (
              <Table.Row key={field}>
                <Table.Cell data-th={t("what")}>{field}</Table.Cell>
                <Table.Cell data-th={t("mine")}>{mine || t("empty")}</Table.Cell>
                <Table.Cell data-th={t("theirs")}>{theirs || t("empty")}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      )}
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
