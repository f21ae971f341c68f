import { Fieldset, Radio } from "@digdir/designsystemet-react";
import { DateField } from "../../parts/date-field.tsx";

type HowLongProps = {
  untilDay: boolean;
  day: string;
  change: (part: { untilDay?: boolean; day?: string }) => void;
  words: { legend: string; forever: string; toADay: string; lastDay: string };
  /** Of the field for the day. */
  id: string;
  fault: string | undefined;
};

/** Until somebody takes it away, or until the end of a day: everything that is given can end on a date. */
export function HowLong({ untilDay, day, change, words, id, fault }: HowLongProps) {
  return (
    <Fieldset>
      <Fieldset.Legend className="vh">{words.legend}</Fieldset.Legend>
      <Radio name={`${id}-how`} value="forever" label={words.forever} checked={!untilDay} onChange={() => change({ untilDay: false })} />
      <Radio name={`${id}-how`} value="day" label={words.toADay} checked={untilDay} onChange={() => change({ untilDay: true })} />
      {untilDay && (
        <div className="below-choice">
          <DateField id={id} label={words.lastDay} typed={day} onType={(typed) => change({ day: typed })} fault={fault} />
        </div>
      )}
    </Fieldset>
  );
}
