/** One organisation for those who run the installation: its lock, what it has signed, and what the register says of it. */
import { Button, Field, Heading, Label, Paragraph, Select, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { lockOrganization, type Organization, recordTerms, type TermsVariant, unlockOrganization, wholeOrganization } from "../../api/operator.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { Status } from "../../parts/status.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { RegisterSection } from "./register-section.tsx";
import { OPERATED } from "./organization-texts.ts";

const route = getRouteApi("/operator/$env/organizations/$number");
const VARIANTS = ["public", "private", "supplier"] as const;

export function OneOrganizationPage() {
  const t = useText(OPERATED);
  const f = useFormat();
  const acting = useActing();
  const { env } = acting;
  const { number } = route.useParams();
  const may = useMay("organization.administer");
  const query = useQuery({ ...wholeOrganization(acting, number), enabled: may.state === "allowed" });
  const { data } = query;
  return (
    <Page
      heading={data?.name ?? f.orgNumber(number)}
      lead={data ? `${f.orgNumber(number)} · ${data.form}` : undefined}
      crumbs={[
        {
          name: t("heading"),
          link: (words) => (
            <Link to="/operator/$env/organizations" params={{ env }}>
              {words}
            </Link>
          ),
        },
      ]}
    >
      <Reason may={may} heading={t("cannot")} id="administer" />
      {may.state === "allowed" &&
        (data ? (
          <>
            {data.deletedOn && (
              <p className="row-end">
                <Status kind="warn">{t("deleted")}</Status> {t("deletedSays", { when: f.day(data.deletedOn) })}
              </p>
            )}
            <Lock key={number} organization={data} />
            <Terms key={`terms ${number}`} organization={data} />
            <RegisterSection key={`register ${number} ${data.name} ${data.deletedOn}`} organization={data} />
          </>
        ) : query.isError ? (
          <Failed error={query.error} tryAgain={() => void query.refetch()} />
        ) : (
          <Waiting says={t("loading")} />
        ))}
    </Page>
  );
}

function Lock({ organization: { number, name, locked } }: { organization: Organization }) {
  const t = useText(OPERATED);
  const f = useFormat();
  const { env, org } = useActing();
  const client = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const [draft, setDraft, clear] = useDraft(`${env} lock ${number}`, { reason: "" });
  const [fault, setFault] = useState<string>();
  const locking = useMutation({
    mutationFn: (reason: string | null) => (reason === null ? unlockOrganization({ env, org }, number) : lockOrganization({ env, org }, number, reason)),
    async onSuccess(_, reason) {
      clear();
      setDraft({ reason: "" });
      await client.invalidateQueries();
      announce(t(reason === null ? "unlockedNow" : "lockedNow", { org: name }));
      heading.current?.focus();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const missing = /\p{L}/u.test(draft.reason) ? undefined : t("reasonMissing");
    setFault(missing);
    if (missing) return document.getElementById("lock-reason")?.focus();
    if (!locking.isPending) locking.mutate(draft.reason.trim());
  };
  return (
    <section className="section">
      <Heading level={2} data-size="xs" tabIndex={-1} ref={heading}>
        {t("lockHeading")}
      </Heading>
      {locked ? (
        <div className="form">
          <p className="row-end">
            <Status kind="stop">{t("locked")}</Status> {t("lockedSince", { when: f.whenWithin(locked.at), reason: locked.reason })}
          </p>
          {locking.isError && <Failed error={locking.error} />}
          <div className="buttons">
            <Button loading={locking.isPending} onClick={() => locking.mutate(null)}>
              {t(locking.isPending ? "unlocking" : "unlock")}
            </Button>
          </div>
        </div>
      ) : number === org ? (
        <Paragraph>{t("own")}</Paragraph>
      ) : (
        <form className="form" noValidate onSubmit={send}>
          <Paragraph>{t("lockSays")}</Paragraph>
          <Textfield
            id="lock-reason"
            label={t("reason")}
            description={t("reasonSays")}
            maxLength={500}
            value={draft.reason}
            onChange={({ target: { value } }) => setDraft({ reason: value })}
            {...(fault === undefined ? {} : { error: fault })}
          />
          {locking.isError && <Failed error={locking.error} />}
          <div className="buttons">
            <Button type="submit" variant="secondary" data-color="danger" loading={locking.isPending}>
              {t(locking.isPending ? "locking" : "lock")}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

function Terms({ organization: { number, terms = [] } }: { organization: Organization }) {
  const t = useText(OPERATED);
  const f = useFormat();
  const { env, org } = useActing();
  const client = useQueryClient();
  const [draft, setDraft, clear] = useDraft<{ variant: TermsVariant; version: string }>(`${env} terms ${number}`, { variant: "public", version: "" });
  const [fault, setFault] = useState<string>();
  const recording = useMutation({
    mutationFn: () => recordTerms({ env, org }, number, { variant: draft.variant, version: draft.version.trim() }),
    async onSuccess() {
      clear();
      setDraft({ variant: draft.variant, version: "" });
      await client.invalidateQueries();
      announce(t("recorded"));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const missing = /^[A-Za-z0-9._-]{1,40}$/.test(draft.version.trim()) ? undefined : t("versionMissing");
    setFault(missing);
    if (missing) return document.getElementById("terms-version")?.focus();
    if (!recording.isPending) recording.mutate();
  };
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("terms")}
      </Heading>
      {terms.length === 0 ? (
        <Paragraph>{t("noTerms")}</Paragraph>
      ) : (
        <ul className="signed-terms">
          {terms.map(({ variant, version, signedAt }) => (
            <li key={`${variant} ${version}`}>{t("signed", { variant: t(variant), version, when: f.whenWithin(signedAt) })}</li>
          ))}
        </ul>
      )}
      <form className="form" noValidate onSubmit={send}>
        <Field>
          <Label>{t("variant")}</Label>
          <Select value={draft.variant} onChange={({ target: { value } }) => setDraft({ ...draft, variant: value as TermsVariant })}>
            {VARIANTS.map((variant) => (
              <Select.Option key={variant} value={variant}>
                {t(variant)}
              </Select.Option>
            ))}
          </Select>
        </Field>
        <Textfield
          id="terms-version"
          label={t("version")}
          maxLength={40}
          value={draft.version}
          onChange={({ target: { value } }) => setDraft({ ...draft, version: value })}
          {...(fault === undefined ? {} : { error: fault })}
        />
        {recording.isError && <Failed error={recording.error} />}
        <div className="buttons">
          <Button type="submit" variant="secondary" loading={recording.isPending}>
            {t(recording.isPending ? "recording" : "record")}
          </Button>
        </div>
      </form>
    </section>
  );
}
