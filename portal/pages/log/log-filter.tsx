import { Field, Label, Search, Select } from "@digdir/designsystemet-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { AUDIT_KIND_NAMES, AUDIT_KINDS, type AuditKind } from "../../../vocabulary/audit-kinds.ts";
import type { LogSearch } from "../../api/log.ts";
import { given } from "../../frame/given.ts";
import { DateField } from "../../parts/date-field.tsx";
import { type Day, parseDay, writeDay } from "../../text/day.ts";
import { useLanguage } from "../../text/language.ts";
import { useText } from "../../text/use-text.ts";
import { LOG } from "./texts.ts";

const route = getRouteApi("/$env/$org/log");
/** Milliseconds without a key pressed before the log is asked: each search costs the server something. */
const PAUSE = 350;

/** What is looked for stands in the address: a view can be sent to a colleague, and Back works. */
export function LogFilter() {
  const t = useText(LOG);
  const language = useLanguage();
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/$env/$org/log" });
  const look = (change: { [Name in keyof LogSearch]?: LogSearch[Name] | undefined }) =>
    void navigate({ search: (before) => given({ ...before, ...change, page: undefined }), replace: true });
  return (
    <div className="log-filter" role="search" aria-label={t("heading")}>
      <Words q={search.q} look={(q) => look({ q })} />
      <Field>
        <Label>{t("kind")}</Label>
        <Select value={search.kind ?? ""} onChange={({ target: { value } }) => look({ kind: (value || undefined) as AuditKind | undefined })}>
          <Select.Option value="">{t("all")}</Select.Option>
          {AUDIT_KINDS.map((kind) => (
            <Select.Option key={kind} value={kind}>
              {AUDIT_KIND_NAMES[kind][language]}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <DayOf id="log-from" name="from" day={search.from} look={(from) => look({ from })} />
      <DayOf id="log-to" name="to" day={search.to} look={(to) => look({ to })} />
    </div>
  );
}

function Words({ q, look }: { q: string | undefined; look: (q: string | undefined) => void }) {
  const t = useText(LOG);
  const [typed, setTyped] = useTyped(q, (words) => words);
  const wish = typed.trim() === "" ? undefined : typed;
  const asked = useRef(look);
  useEffect(() => void (asked.current = look));
  useEffect(() => {
    if (wish === q) return;
    const soon = setTimeout(() => asked.current(wish), PAUSE);
    return () => clearTimeout(soon);
    // What comes from the address is what was typed, or replaces it: only typing asks.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [wish]);
  return (
    <Field>
      <Label>{t("search")}</Label>
      <Search>
        <Search.Input maxLength={100} value={typed} onChange={({ target: { value } }) => setTyped(value)} />
        <Search.Clear />
      </Search>
    </Field>
  );
}

type DayOfProps = { id: string; name: "from" | "to"; day: Day | undefined; look: (day: Day | undefined) => void };

function DayOf({ id, name, day, look }: DayOfProps) {
  const t = useText(LOG);
  const [typed, setTyped] = useTyped(day, writeDay);
  return (
    <DateField
      id={id}
      label={t(name)}
      typed={typed}
      isPastMeant
      onType={(now) => {
        setTyped(now);
        const read = parseDay(now);
        if (read !== null || now.trim() === "") look(read ?? undefined);
      }}
    />
  );
}

/** What stands in a field: what is typed there, until the address says something else (Back, "Vis alt"). */
function useTyped<T>(value: T | undefined, write: (value: T) => string): [typed: string, setTyped: (typed: string) => void] {
  const [state, setState] = useState({ value, typed: value === undefined ? "" : write(value) });
  const setTyped = (typed: string) => setState({ value, typed });
  if (state.value === value) return [state.typed, setTyped];
  const written = value === undefined ? "" : write(value);
  const typed = value !== undefined && state.typed.trim() === written.trim() ? state.typed : written;
  setState({ value, typed });
  return [typed, setTyped];
}
