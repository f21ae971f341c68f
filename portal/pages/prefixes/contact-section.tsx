/** Whom those who use the organisation's APIs turn to: entered once, and never over what a colleague has written meanwhile (portal.md §5.13). */
import { Button, type ErrorSummary, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ComponentRef, type FormEvent, useRef, useState } from "react";
import { parseEmailAddress } from "../../../vocabulary/email-address.ts";
import { isProblem, VERSION_CHANGED } from "../../api/problem.ts";
import { providerContact, type ReadContact, saveProviderContact } from "../../api/provider-contact.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useFocusWhenThere } from "../../frame/take-focus.ts";
import { useActing } from "../../frame/where.tsx";
import { ChangedMeanwhile } from "../../parts/changed-meanwhile.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { type Fault, FaultSummary } from "../../parts/fault-summary.tsx";
import { Loaded, RowsSkeleton } from "../../parts/loaded.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { CONTACT } from "./contact-texts.ts";

type Typed = { name: string; email: string; url: string };
const FIELDS = ["name", "email", "url"] as const;

const typedOf = ({ details }: ReadContact): Typed => ({ name: details?.name ?? "", email: details?.email ?? "", url: details?.url ?? "" });
const isSame = (a: Typed, b: Typed): boolean => FIELDS.every((field) => a[field].trim() === b[field].trim());

export function ContactSection() {
  const t = useText(CONTACT);
  const { env, org } = useActing();
  const may = useMay("provider_contact.change");
  return (
    <section className="section" aria-labelledby="contact-heading">
      <Heading level={2} data-size="xs" id="contact-heading" tabIndex={-1}>
        {t("heading")}
      </Heading>
      <Paragraph className="lead section-lead">{t("says")}</Paragraph>
      <Reason may={may} heading={t("cannot")} id="change-contact" />
      <Loaded query={useQuery(providerContact({ env, org }))} says={t("loading")} skeleton={<RowsSkeleton rows={1} />}>
        {(read) => (may.state === "refused" ? <Shown read={read} /> : <ContactForm read={read} />)}
      </Loaded>
    </section>
  );
}

function Shown({ read: { details } }: { read: ReadContact }) {
  const t = useText(CONTACT);
  if (!details) return <Paragraph>{t("none")}</Paragraph>;
  return (
    <dl className="facts">
      {FIELDS.filter((field) => details[field]).map((field) => (
        <div key={field}>
          <dt>{t(field)}</dt>
          <dd>{details[field]}</dd>
        </div>
      ))}
    </dl>
  );
}

function ContactForm({ read }: { read: ReadContact }) {
  const t = useText(CONTACT);
  const shared = useText(SHARED);
  const f = useFormat();
  const { env, org } = useActing();
  const client = useQueryClient();
  // What was read when the writing began goes along with it: by that a change of somebody else is seen, also after a reload.
  const [draft, setDraft] = useDraft(`${org} contact`, { etag: read.etag, was: typedOf(read), is: typedOf(read) });
  const isTouched = !isSame(draft.is, draft.was);
  const [base, typed] = isTouched ? [draft.etag, draft.is] : [read.etag, typedOf(read)];
  const isBehind = isTouched && versionOf(base) !== versionOf(read.etag) && !isSame(typed, typedOf(read));
  const [faults, setFaults] = useState<Fault[]>([]);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const focusWhenThere = useFocusWhenThere();
  const meanwhile = useRef<HTMLHeadingElement>(null);
  const change = (part: Partial<Typed>) => setDraft({ etag: base, was: isTouched ? draft.was : typedOf(read), is: { ...typed, ...part } });
  const keep = (now: ReadContact) => setDraft({ etag: now.etag, was: typedOf(now), is: typedOf(now) });
  const saving = useMutation({
    mutationFn: (etag: string) =>
      saveProviderContact({ env, org }, { name: typed.name.trim(), email: typed.email.trim() || null, url: typed.url.trim() || null }, etag),
    async onSuccess(now) {
      client.setQueryData(providerContact({ env, org }).queryKey, now);
      keep(now);
      await client.invalidateQueries({ queryKey: [env === "test" ? "prod" : "test", org, "provider-contact"] });
      announce(t("saved"));
    },
    async onError(error) {
      if (!isProblem(error, VERSION_CHANGED)) return;
      await client.invalidateQueries({ queryKey: providerContact({ env, org }).queryKey });
      focusWhenThere(() => meanwhile.current);
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found: Fault[] = [];
    if (typed.name.trim() === "") found.push({ field: "contact-name", says: t("nameMissing") });
    if (typed.email.trim() === "" && typed.url.trim() === "") found.push({ field: "contact-email", says: t("neither") });
    else if (typed.email.trim() !== "" && !parseEmailAddress(typed.email.trim())) found.push({ field: "contact-email", says: t("emailWrong") });
    if (typed.url.trim() !== "" && !isWebAddress(typed.url.trim())) found.push({ field: "contact-url", says: t("urlWrong") });
    setFaults(found);
    if (found.length > 0) return void requestAnimationFrame(() => summary.current?.focus());
    if (!saving.isPending) saving.mutate(base);
  };
  const errorAt = (field: string) => {
    const says = faults.find((fault) => fault.field === field)?.says;
    return says === undefined ? {} : { error: says };
  };
  const { details } = read;
  return (
    <form className="form" noValidate onSubmit={send}>
      <FaultSummary faults={faults} heading={t("mend")} ref={summary} />
      {isBehind && read.details && (
        <ChangedMeanwhile
          at={read.details.updatedAt}
          person={read.details.updatedBy}
          fields={FIELDS.map((field) => ({ field: t(field), mine: typed[field], theirs: typedOf(read)[field] }))}
          headingRef={meanwhile}
          isSaving={saving.isPending}
          keepMine={() => saving.mutate(read.etag)}
          takeTheirs={() => {
            keep(read);
            saving.reset();
            announce(t("taken"));
            document.getElementById("contact-heading")?.focus();
          }}
        />
      )}
      <Textfield
        id="contact-name"
        label={t("name")}
        description={t("nameSays")}
        value={typed.name}
        onChange={({ target: { value } }) => change({ name: value })}
        {...errorAt("contact-name")}
      />
      <Textfield
        id="contact-email"
        label={t("email")}
        type="email"
        value={typed.email}
        onChange={({ target: { value } }) => change({ email: value })}
        {...errorAt("contact-email")}
      />
      <Textfield
        id="contact-url"
        label={t("url")}
        description={t("urlSays")}
        inputMode="url"
        value={typed.url}
        onChange={({ target: { value } }) => change({ url: value })}
        {...errorAt("contact-url")}
      />
      {saving.isError && !isProblem(saving.error, VERSION_CHANGED) && <Failed error={saving.error} />}
      <div className="buttons">
        <Button type="submit" variant="secondary" loading={saving.isPending}>
          {t(saving.isPending ? "saving" : "save")}
        </Button>
        {details && (
          <span className="subtle">
            {details.updatedBy !== null
              ? t("changed", { person: details.updatedBy || shared("unnamedPerson"), when: f.whenWithin(details.updatedAt) })
              : t("changedWhen", { when: f.whenWithin(details.updatedAt) })}
          </span>
        )}
      </div>
    </form>
  );
}

/** The version alone: what follows it tells only how the answer looked. */
const versionOf = (etag: string): string | undefined => /\d+/.exec(etag)?.[0];
const isWebAddress = (text: string): boolean => /^https:\/\/[^\s/]+\.[^\s]+$/.test(text) && URL.canParse(text);
