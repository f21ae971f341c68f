/** E-postdomener: by which domains the organisation is suggested to those who look for whom to ask. They give nothing. */
import { Button, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { isOpenToAnybody, parseEmailDomain } from "../../../vocabulary/email-domain.ts";
import { addEmailDomain, checkEmailDomain, type EmailDomain, emailDomains, removeEmailDomain } from "../../api/email-domains.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Code } from "../../parts/code.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Loaded, RowsSkeleton } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { Status } from "../../parts/status.tsx";
import { useMayOnceFresh } from "../../permissions/use-may.ts";
import { lastDayBefore } from "../../text/day.ts";
import { msSince } from "../../text/time.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { DOMAINS } from "./domain-texts.ts";

export function DomainsSection() {
  const t = useText(DOMAINS);
  const { env, org } = useActing();
  const may = useMayOnceFresh("email_domain.change");
  const query = useQuery(emailDomains({ env, org }));
  const heading = useRef<HTMLHeadingElement>(null);
  const mayChange = may.state === "allowed";
  // Who cannot change them has nothing to see while there are none.
  if (!mayChange && (query.data?.length ?? 0) === 0) return null;
  return (
    <section className="section" aria-labelledby="domains-heading">
      <Heading level={2} data-size="xs" id="domains-heading" tabIndex={-1} ref={heading}>
        {t("heading")}
      </Heading>
      <Paragraph className="lead section-lead">{t("says")}</Paragraph>
      <Loaded query={query} says={t("loading")} skeleton={<RowsSkeleton rows={1} />}>
        {(all) =>
          all.length === 0 ? (
            <Paragraph>{t("none")}</Paragraph>
          ) : (
            <ul className="rows">
              {all.map((one) => (
                <DomainRow key={one.domain} one={one} mayChange={mayChange} gone={() => heading.current?.focus()} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayChange && <AddDomain />}
    </section>
  );
}

/** The list again, after something was changed. */
function useAgain(): () => Promise<void> {
  const { env, org } = useActing();
  const client = useQueryClient();
  return async () => {
    // The environments share them.
    await Promise.all((["test", "prod"] as const).map((each) => client.invalidateQueries({ queryKey: emailDomains({ env: each, org }).queryKey })));
    await client.invalidateQueries({ queryKey: [env, "organization-suggestion"] });
  };
}

function DomainRow({ one: { domain, record, provenUntil, notSeenAt }, mayChange, gone }: { one: EmailDomain; mayChange: boolean; gone: () => void }) {
  const t = useText(DOMAINS);
  const f = useFormat();
  const { env, org } = useActing();
  const again = useAgain();
  const isProven = provenUntil !== null && msSince(provenUntil) < 0;
  const checking = useMutation({
    mutationFn: () => checkEmailDomain({ env, org }, domain),
    async onSuccess() {
      await again();
      announce(t("isProven", { domain }));
    },
  });
  const removing = useMutation({
    mutationFn: () => removeEmailDomain({ env, org }, domain),
    async onSuccess() {
      gone();
      await again();
      announce(t("removed", { domain }));
    },
  });
  const named = <span className="vh"> {t("ofDomain", { domain })}</span>;
  return (
    <>
      <Row
        title={domain}
        action={
          mayChange && (
            <span className="row-buttons">
              <Button variant="secondary" loading={checking.isPending} onClick={() => !checking.isPending && checking.mutate()}>
                {t(provenUntil === null ? "check" : "checkAgain")}
                {named}
              </Button>
              <Button variant="tertiary" data-color="danger" loading={removing.isPending} onClick={() => !removing.isPending && removing.mutate()}>
                {t("remove")}
                {named}
              </Button>
            </span>
          )
        }
      >
        {isProven ? (
          <Status kind={notSeenAt === null ? "ok" : "warn"}>{t("proven", { day: f.day(lastDayBefore(provenUntil)) })}</Status>
        ) : (
          <Status kind="wait">{provenUntil === null ? t("notProven") : t("over", { day: f.day(provenUntil) })}</Status>
        )}
      </Row>
      {(!isProven || notSeenAt !== null) && mayChange && (
        <li className="domain-record">
          <Paragraph>{isProven && notSeenAt !== null ? t("notSeen", { day: f.day(notSeenAt) }) : t("how")}</Paragraph>
          <p>
            {t("recordName")}: <Code value={record.name} name={t("recordName")} />
          </p>
          <p>
            {t("recordValue")}: <Code value={record.value} name={t("recordValue")} />
          </p>
        </li>
      )}
      {(checking.isError || removing.isError) && (
        <li>
          <Failed error={checking.error ?? removing.error} />
        </li>
      )}
    </>
  );
}

function AddDomain() {
  const t = useText(DOMAINS);
  const { env, org } = useActing();
  const again = useAgain();
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const adding = useMutation({
    mutationFn: (domain: string) => addEmailDomain({ env, org }, domain),
    async onSuccess({ domain }) {
      setTyped("");
      await again();
      announce(t("added", { domain }));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const domain = parseEmailDomain(typed);
    const says = domain === null ? t("wrong") : isOpenToAnybody(domain) ? t("open", { domain }) : null;
    setFault(says);
    if (says) field.current?.focus();
    else if (!adding.isPending) adding.mutate(domain!);
  };
  return (
    <form className="form domain-form" noValidate onSubmit={send}>
      <Textfield
        ref={field}
        label={t("domain")}
        description={t("domainSays")}
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        maxLength={254}
        onChange={({ target: { value } }) => setTyped(value)}
        {...(fault === null ? {} : { error: fault })}
      />
      {adding.isError && <Failed error={adding.error} />}
      <Button type="submit" variant="secondary" loading={adding.isPending}>
        {t("add")}
      </Button>
    </form>
  );
}
