/** A day, typed or chosen. The browser's own field alone shows the browser's language and order, not the page's (portal.md §5.12, §7). */
import { Button, Field, Input, Label, Paragraph, ValidationMessage } from "@digdir/designsystemet-react";
import { CalendarIcon } from "@navikt/aksel-icons";
import { useRef, useState } from "react";
import { parseDay, spellDay, today, writeDay } from "../text/day.ts";
import { useLanguage } from "../text/language.ts";
import type { Texts } from "../text/text.ts";
import { useText } from "../text/use-text.ts";

const DATE = {
  placeholder: { nb: "dd.mm.åååå", nn: "dd.mm.åååå", en: "dd.mm.yyyy" },
  choose: { nb: "Velg dag i kalenderen", nn: "Vel dag i kalenderen", en: "Choose a day in the calendar" },
  how: { nb: "Skriv dagen som 31.12.2027.", nn: "Skriv dagen som 31.12.2027.", en: "Write the day as 31.12.2027." },
  past: { nb: "Dagen har vært. Velg i dag eller senere.", nn: "Dagen har vore. Vel i dag eller seinare.", en: "That day has passed. Choose today or later." },
} as const satisfies Texts;

/** Why what was typed is no last day, or null. @returns a key of the texts */
export function faultOfDay(typed: string): "how" | "past" | null {
  const day = parseDay(typed);
  if (day === null) return "how";
  return day < today() ? "past" : null;
}

/** The words for it, for an error summary that names it too. */
export function useDayFault(): (typed: string) => string | null {
  const t = useText(DATE);
  return (typed) => {
    const fault = faultOfDay(typed);
    return fault && t(fault);
  };
}

type DateFieldProps = {
  id: string;
  label: string;
  typed: string;
  onType: (typed: string) => void;
  /** Said after something was sent. */ fault?: string | null | undefined;
  /** Of a search: days that have been are what it is about. */
  isPastMeant?: boolean;
};

export function DateField({ id, label, typed, onType, fault = null, isPastMeant = false }: DateFieldProps) {
  const t = useText(DATE);
  const language = useLanguage();
  const picker = useRef<HTMLInputElement>(null);
  const [isLeft, setLeft] = useState(false);
  const day = parseDay(typed);
  const found = isLeft && typed !== "" ? faultOfDay(typed) : null;
  const says = fault ?? (found === "past" && isPastMeant ? null : found);
  return (
    <div className="date-field">
      <Field>
        <Label>{label}</Label>
        <div className="date-in">
          <Input
            id={id}
            inputMode="numeric"
            autoComplete="off"
            placeholder={t("placeholder")}
            value={typed}
            onChange={(event) => onType(event.target.value)}
            onFocus={() => setLeft(false)}
            onBlur={() => setLeft(true)}
            aria-invalid={says !== null}
          />
          <Button icon variant="tertiary" aria-label={t("choose")} onClick={() => picker.current?.showPicker()}>
            <CalendarIcon aria-hidden />
          </Button>
        </div>
        {says !== null && <ValidationMessage>{says === "how" || says === "past" ? t(says) : says}</ValidationMessage>}
      </Field>
      <input
        type="date"
        className="date-picker"
        tabIndex={-1}
        aria-hidden="true"
        ref={picker}
        min={isPastMeant ? undefined : today()}
        value={day ?? ""}
        onChange={({ target: { value } }) => {
          const chosen = parseDay(value);
          if (chosen) onType(writeDay(chosen));
        }}
      />
      {day !== null && says === null && (
        <Paragraph className="subtle" data-size="sm">
          {spellDay(day, language)}
        </Paragraph>
      )}
    </div>
  );
}
