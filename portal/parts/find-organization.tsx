/**
 * One field for an organisation, by number or by name (portal.md §5.5). A name brings a list to choose from; what is chosen stands in the field as a number.
 * The design system's own does not pass axe (portal.md §7).
 */
import { Field, Input, Label, Paragraph, ValidationMessage } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useState } from "react";
import { type FoundOrganization, organizationSearch } from "../api/organizations.ts";
import { announce } from "../frame/live-regions.tsx";
import { useActing } from "../frame/where.tsx";
import { writeOrgNumber } from "../../vocabulary/org-number.ts";
import { useText } from "../text/use-text.ts";
import { FIND } from "./find-organization-texts.ts";
import { isName, readOrganizationLines } from "./organization-lines.ts";

const SEARCH_FROM = 2;
const PAUSE_MS = 200;
/** Forms of the register for units below another. */
const SUB_UNITS: readonly string[] = ["BEDR", "AAFY"];

type FindOrganizationProps = {
  id: string;
  label?: string;
  hint?: string;
  typed: string;
  onType: (typed: string) => void;
  /** What was pasted, when it holds more than one number. Left out: it is pasted as it is. */
  onPasteMany?: (text: string) => void;
  fault?: string | undefined;
};

export function FindOrganization({ id, label, hint, typed, onType, onPasteMany, fault }: FindOrganizationProps) {
  const t = useText(FIND);
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const query = useAfterPause(typed.trim());
  const isSearching = isName(query) && query.length >= SEARCH_FROM;
  const { data } = useQuery({ ...organizationSearch(useActing(), query), enabled: isSearching });
  // Those of what was typed before are not shown: whoever chooses would choose from a list that changes.
  const hits = isSearching && query === typed.trim() ? data?.items : undefined;
  const isShown = isOpen && hits !== undefined;
  useEffect(() => {
    if (isShown) announce(hits.length === 0 ? t("none", { query }) : t("found", { n: hits.length }));
  }, [isShown, hits, query, t]);
  const choose = ({ number, name }: FoundOrganization) => {
    onType(writeOrgNumber(number));
    setOpen(false);
    announce(t("chosen", { name }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isShown || hits.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      return setActive((active + step + hits.length + (active === -1 && step === -1 ? 1 : 0)) % hits.length);
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      return setOpen(false);
    }
    const chosen = hits[active] ?? (hits.length === 1 ? hits[0] : undefined);
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (chosen) choose(chosen);
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text");
    if (!onPasteMany || readOrganizationLines(text).length < 2) return;
    event.preventDefault();
    onPasteMany(text);
  };
  return (
    <div className="find-organization">
      <Field>
        <Label>{label ?? t("label")}</Label>
        <Field.Description>{hint ?? t("hint")}</Field.Description>
        <Input
          id={id}
          role="combobox"
          aria-expanded={isShown && hits.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          {...(isShown && hits[active] && { "aria-activedescendant": `${listId}-${active}` })}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          aria-invalid={fault !== undefined}
          onChange={(event) => {
            onType(event.target.value);
            setOpen(true);
            setActive(-1);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
        />
        {fault !== undefined && <ValidationMessage>{fault}</ValidationMessage>}
      </Field>
      <div id={listId} role="listbox" tabIndex={-1} aria-label={t("hits")} className="hits" hidden={!isShown || hits.length === 0}>
        {isShown && hits.map((hit, i) => <Hit key={hit.number} id={`${listId}-${i}`} hit={hit} isActive={i === active} choose={() => choose(hit)} />)}
      </div>
      {isShown && hits.length === 0 && <Paragraph className="subtle">{t("none", { query })}</Paragraph>}
      {isShown && data?.more && <Paragraph className="subtle">{t("more")}</Paragraph>}
    </div>
  );
}

type HitProps = { id: string; hit: FoundOrganization; isActive: boolean; choose: () => void };

function Hit({ id, hit: { number, name, form, parent, deletedOn }, isActive, choose }: HitProps) {
  const t = useText(FIND);
  return (
    // The keys are the field's: the focus stays there.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className="hit"
      onMouseDown={(event) => {
        event.preventDefault();
        choose();
      }}
    >
      <strong>{name}</strong>
      <span className="subtle">
        {writeOrgNumber(number)} · {SUB_UNITS.includes(form) && parent ? t("subUnit", { parent: parent.name ?? writeOrgNumber(parent.number) }) : form}
        {deletedOn && ` · ${t("deleted")}`}
      </span>
    </div>
  );
}

/** What it was when nothing had changed for a moment. */
function useAfterPause(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
