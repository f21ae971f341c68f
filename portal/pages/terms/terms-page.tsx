/** Bruksvilkår: what the organisation has signed, and signing it. */
import { Button, Checkbox, Fieldset, Heading, Paragraph, Radio } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { installation } from "../../api/installation.ts";
import { type NewTerms, signTerms, termsSigned } from "../../api/overview.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Status } from "../../parts/status.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMayOnceFresh } from "../../permissions/use-may.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { TERMS } from "./texts.ts";

type Variant = NewTerms["variant"];
const VARIANTS: readonly Variant[] = ["public", "private", "supplier"];

export function TermsPage() {
  const t = useText(TERMS);
  const f = useFormat();
  const acting = useActing();
  const { env, org, organization } = acting;
  const may = useMayOnceFresh("terms.sign");
  const query = useQuery(termsSigned(acting));
  return (
    <Page heading={t("heading")} lead={t("lead")}>
      <Loaded query={query} says={t("loading")}>
        {(signatures) => (
          <>
            {signatures.length > 0 && (
              <section className="panel">
                <Heading level={2} data-size="xs">
                  {t("signed", { organization: organization.name })} <Status kind="ok">{t("valid")}</Status>
                </Heading>
                <ul>
                  {signatures.map(({ variant, version, signedAt }) => (
                    <li key={`${variant} ${version}`}>{t("signedSays", { variant: t(variant), version, when: f.whenWithin(signedAt) })}</li>
                  ))}
                </ul>
                <Link to="/$env/$org" params={{ env, org }}>
                  {t("toOverview")}
                </Link>
              </section>
            )}
            <Reason may={may} id="sign-terms" heading={t("cannot")} />
            {may.state === "allowed" && <Sign signed={signatures.map(({ variant, version }) => `${variant} ${version}`)} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Sign({ signed }: { signed: readonly string[] }) {
  const t = useText(TERMS);
  const acting = useActing();
  const { organization } = acting;
  const queries = useQueryClient();
  const name = useId();
  const { data } = useQuery(installation);
  const version = data?.terms.version ?? "";
  const left = VARIANTS.filter((variant) => !signed.includes(`${variant} ${version}`));
  const [chosen, setChosen] = useState<Variant | null>(null);
  const variant = chosen !== null && left.includes(chosen) ? chosen : left[0];
  const [accepts, setAccepts] = useState(false);
  const [fault, setFault] = useState<string>();
  const signing = useMutation({
    mutationFn: (wanted: Variant) => signTerms(acting, { variant: wanted, version }),
    async onSuccess() {
      setAccepts(false);
      await queries.invalidateQueries({ queryKey: [acting.env, acting.org] });
      announce(t("done", { organization: organization.name }));
      document.querySelector("h1")?.focus();
    },
  });
  if (!data || !variant) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setFault(accepts ? undefined : t("acceptMissing"));
    if (!accepts) document.getElementById("accept-terms")?.focus();
    else if (!signing.isPending) signing.mutate(variant);
  };
  return (
    <form className="form section" noValidate onSubmit={send}>
      <Paragraph>{data.terms.address ? <a href={data.terms.address}>{t("read", { version })}</a> : t("noAddress", { operator: data.operator.name })}</Paragraph>
      <Fieldset>
        <Fieldset.Legend>{t("which")}</Fieldset.Legend>
        {left.map((one) => (
          <Radio
            key={one}
            name={name}
            value={one}
            label={t(one)}
            description={one === "supplier" ? t("supplierSays") : undefined}
            checked={variant === one}
            onChange={() => setChosen(one)}
          />
        ))}
      </Fieldset>
      <Checkbox
        id="accept-terms"
        label={t("accept", { organization: organization.name })}
        checked={accepts}
        error={fault}
        onChange={({ target }) => setAccepts(target.checked)}
      />
      {signing.isError && <Failed error={signing.error} />}
      <div className="buttons">
        <Button type="submit" loading={signing.isPending}>
          {t(signing.isPending ? "signing" : "sign")}
        </Button>
      </div>
    </form>
  );
}
