/** Who is hit, before it is done (portal.md §5.3, picture deactivate). Only for what hits others: what can be undone without anybody noticing needs no dialog. */
import { Button, Paragraph } from "@digdir/designsystemet-react";
import type { FormEvent, ReactNode } from "react";
import { SHARED } from "../text/shared.ts";
import { useFormat } from "../text/use-format.ts";
import { useText } from "../text/use-text.ts";
import { Failed } from "./failed.tsx";
import { IMPACT } from "./impact-texts.ts";
import { ModalDialog } from "./modal-dialog.tsx";

/** `orMore`: there are more than were counted. A string is shown as it is: a date. */
export type ImpactNumber = { label: string; value: number | string; orMore?: boolean };

type ImpactDialogProps = {
  open: boolean;
  close: () => void;
  /** The question, with the name: «Deaktivere lyngvidda:skolerute.read?» */
  heading: string;
  /** What happens, to whom, and that it can be undone. */
  lead: ReactNode;
  /** Null: they could not be counted. Then the dialog says so, and it can be done all the same. */
  numbers: readonly ImpactNumber[] | null;
  /** Above {@link mostActive}. */
  mostActiveHeading?: string | undefined;
  mostActive?: readonly { key: string; title: ReactNode; sub: string }[] | undefined;
  /** A field for a notice, a link to all that are hit. */
  children?: ReactNode;
  /** Verb and thing: «Deaktiver scopet». */
  confirm: string;
  onConfirm: () => void;
  isSending: boolean;
  error: unknown;
};

export function ImpactDialog(props: ImpactDialogProps) {
  const { open, close, heading, lead, numbers, mostActiveHeading, mostActive = [], children, confirm, onConfirm, isSending, error } = props;
  const t = useText(IMPACT);
  const shared = useText(SHARED);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isSending) onConfirm();
  };
  return (
    <ModalDialog open={open} close={close} heading={heading} head={<Paragraph className="impact-lead">{lead}</Paragraph>} className="impact">
      <form className="impact-form" onSubmit={send}>
        {numbers === null ? <Paragraph>{t("notCounted")}</Paragraph> : <Numbers numbers={numbers} />}
        {mostActive.length > 0 && (
          <section>
            <h3 className="sub-heading">{mostActiveHeading ?? t("mostActive")}</h3>
            <ul className="impact-most">
              {mostActive.map(({ key, title, sub }) => (
                <li key={key}>
                  <span>{title}</span>
                  <span>{sub}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {children}
        {error !== null && error !== undefined && <Failed error={error} />}
        <div className="buttons impact-end">
          <Button type="submit" data-color="danger" loading={isSending}>
            {isSending ? t("sending") : confirm}
          </Button>
          <Button type="button" variant="tertiary" onClick={close}>
            {shared("cancel")}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}

function Numbers({ numbers }: { numbers: readonly ImpactNumber[] }) {
  const t = useText(IMPACT);
  const f = useFormat();
  if (numbers.length === 0) return null;
  return (
    <dl className="impact-numbers">
      {numbers.map(({ label, value, orMore = false }) => {
        const shown = typeof value === "number" ? f.number(value) : value;
        return (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{orMore ? t("orMore", { value: shown }) : shown}</dd>
          </div>
        );
      })}
    </dl>
  );
}
