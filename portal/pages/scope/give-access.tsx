/** Gives one organisation access, or hundreds: each is shown by name before, and what could not be given stays to be mended (portal.md §5.5). */
import { Button, Details, Heading, Paragraph, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, type FormEvent, useRef, useState } from "react";
import { type AccessResult, giveAccesses } from "../../api/accesses.ts";
import type { Scope } from "../../api/scopes.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { DateField, useDayFault } from "../../parts/date-field.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { FindOrganization } from "../../parts/find-organization.tsx";
import { isName, readOrganizationLines } from "../../parts/organization-lines.ts";
import { endOfDay, parseDay, startOfDay } from "../../text/day.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { GIVE } from "./access-texts.ts";
import { givable, GiveLines } from "./give-lines.tsx";
import { useLines } from "./use-lines.ts";

type Draft = { typed: string; isMany: boolean; from: string; to: string; reason: string };
const EMPTY: Draft = { typed: "", isMany: false, from: "", to: "", reason: "" };
const MOST_BYTES = 1_000_000;
const REASON_LENGTH = 500;

type Faults = { typed?: string; from?: string; to?: string };

export function GiveAccess({ scope }: { scope: Scope }) {
  const t = useText(GIVE);
  const shared = useText(SHARED);
  const f = useFormat();
  const { env, org } = useActing();
  const client = useQueryClient();
  const [draft, setDraft, clear] = useDraft<Draft>(`${env} ${org} give ${scope.name}`, EMPTY);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const [faults, setFaults] = useState<Faults>({});
  const [refused, setRefused] = useState<ReadonlyMap<string, AccessResult>>(new Map());
  const [receipt, setReceipt] = useState<string | null>(null);
  const dayFault = useDayFault();
  // A name that is being looked for is no line yet.
  const lines = !draft.isMany && isName(draft.typed) ? [] : readOrganizationLines(draft.typed);
  const { checks, isChecking, error, again } = useLines(scope.name, lines);
  const [from, to] = [parseDay(draft.from), parseDay(draft.to)];
  const terms = {
    ...(from && { validFrom: startOfDay(from).toISOString() }),
    ...(to && { validTo: endOfDay(to).toISOString() }),
    ...(draft.reason.trim() && { reason: draft.reason.trim() }),
  };
  const going = checks.filter((check) => givable(check, terms));
  const giving = useMutation({
    mutationFn: (numbers: readonly string[]) => giveAccesses({ env, org }, scope.name, numbers, terms, crypto.randomUUID()),
    async onSuccess(results) {
      const failed = new Map(results.filter(({ result }) => result === "refused").map((result) => [result.organization, result]));
      const given = results.filter(({ result }) => result === "given" || result === "replaced");
      const first = given[0]?.access?.consumer;
      // What had it already is done with; what was refused, or never sent, stays.
      const left = lines.filter((line) => failed.has(line) || !results.some(({ organization }) => organization === line)).filter((line) => !isAlready(line));
      const news =
        given.length === 1 && first
          ? t("oneGiven", { organization: first.name ?? f.orgNumber(first.number), scope: scope.name })
          : t("manyGiven", { n: given.length, scope: scope.name });
      setRefused(failed);
      if (left.length === 0) clear();
      setDraft(left.length === 0 ? { ...EMPTY, isMany: draft.isMany } : { ...draft, typed: left.join("\n"), isMany: left.length > 1 || draft.isMany });
      await client.invalidateQueries({ queryKey: [env, org] });
      setReceipt([news, ...(left.length > 0 ? [t("someNotGiven", { n: left.length })] : [])].join(" "));
    },
  });
  const isAlready = (line: string) => checks.some((check) => check.organization === line && check.result === "already");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (giving.isPending) return;
    const found: Faults = {};
    if (going.length === 0) found.typed = lines.length === 0 ? t("missing") : t("foundNone");
    const [fromFault, toFault] = [draft.from === "" ? null : dayFault(draft.from), draft.to === "" ? null : dayFault(draft.to)];
    if (fromFault) found.from = fromFault;
    if (toFault) found.to = toFault;
    if (from && to && from > to) found.to = t("fromAfterTo");
    setFaults(found);
    const wrong = (["typed", "from", "to"] as const).find((field) => found[field] !== undefined);
    if (wrong) return document.getElementById(`give-${wrong}`)?.focus();
    giving.mutate(going.map(({ organization }) => organization));
  };
  const type = (typed: string) => {
    setReceipt(null);
    setFaults({});
    change({ typed });
  };
  const many = going.length > 1 || draft.isMany;
  return (
    <form className="panel give-access" noValidate onSubmit={send}>
      <Heading level={2} data-size="xs">
        {t("heading")}
      </Heading>
      <div className="give-fields">
        {draft.isMany ? (
          <Textfield
            id="give-typed"
            multiline
            rows={5}
            label={t("many")}
            description={t("manyHint")}
            value={draft.typed}
            onChange={(event) => type(event.target.value)}
            {...(faults.typed !== undefined && { error: faults.typed })}
          />
        ) : (
          <FindOrganization
            id="give-typed"
            typed={draft.typed}
            onType={type}
            onPasteMany={(text) => change({ typed: text, isMany: true })}
            fault={faults.typed}
          />
        )}
        <FileOrMany isMany={draft.isMany} toggle={() => change({ isMany: !draft.isMany })} read={(text) => change({ typed: text, isMany: true })} />
        <DateField id="give-to" label={t("until")} typed={draft.to} onType={(typed) => change({ to: typed })} fault={faults.to} />
        <Details defaultOpen={draft.from !== "" || draft.reason !== ""}>
          <Details.Summary>{t("more")}</Details.Summary>
          <Details.Content>
            <DateField id="give-from" label={t("from")} typed={draft.from} onType={(typed) => change({ from: typed })} fault={faults.from} />
            <Textfield
              label={
                <>
                  {t("reason")} <span className="subtle">{shared("optional")}</span>
                </>
              }
              description={t("reasonHelp")}
              maxLength={REASON_LENGTH}
              value={draft.reason}
              onChange={(event) => change({ reason: event.target.value })}
            />
          </Details.Content>
        </Details>
      </div>
      <div>
        {receipt !== null && (
          <p className="receipt" tabIndex={-1} ref={takeFocus}>
            {receipt}
          </p>
        )}
        {error ? (
          <Failed error={error} tryAgain={again} />
        ) : (
          <GiveLines lines={lines} checks={checks} going={going.length} isChecking={isChecking} refused={refused} terms={terms} />
        )}
      </div>
      <div className="give-end">
        {giving.isError && <Failed error={giving.error} />}
        <Button type="submit" loading={giving.isPending}>
          {giving.isPending ? t("giving") : many && going.length !== 1 ? t("giveMany", { n: going.length }) : t("giveOne")}
        </Button>
        <Paragraph className="note">{t("atOnce")}</Paragraph>
      </div>
    </form>
  );
}

/** The same function always: it is called when the element comes, and not again. */
function takeFocus(element: HTMLElement | null): void {
  if (!element) return;
  element.focus();
  announce(element.textContent ?? "");
}

function FileOrMany({ isMany, toggle, read }: { isMany: boolean; toggle: () => void; read: (text: string) => void }) {
  const t = useText(GIVE);
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    target.value = ""; // the same file may be chosen again after it was mended
    if (!file) return;
    if (file.size > MOST_BYTES) return setFault(t("fileLarge"));
    void file.text().then((text) => {
      const lines = readOrganizationLines(text);
      setFault(lines.length === 0 ? t("fileWrong") : null);
      if (lines.length > 0) read(lines.join("\n"));
    });
  };
  return (
    <div className="buttons">
      <Button type="button" variant="tertiary" onClick={toggle}>
        {t(isMany ? "toOne" : "toMany")}
      </Button>
      <Button type="button" variant="tertiary" onClick={() => input.current?.click()}>
        {t("file")}
      </Button>
      <input ref={input} type="file" accept=".csv,.txt,text/csv,text/plain" hidden onChange={take} />
      {fault !== null && <ValidationMessage>{fault}</ValidationMessage>}
    </div>
  );
}
