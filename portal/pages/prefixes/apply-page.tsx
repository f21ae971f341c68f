/** Søk om prefiks: one form, for test, production or both (picture prefixapply). */
import { Alert, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { myEmail } from "../../api/email.ts";
import { installation } from "../../api/installation.ts";
import { prefixApplication } from "../../api/prefixes.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { type Answers, ApplyForm } from "./apply-form.tsx";
import { APPLY } from "./apply-texts.ts";
import { PREFIXES } from "./texts.ts";

const route = getRouteApi("/$env/$org/prefixes/apply");

export function ApplyPage() {
  const t = useText(APPLY);
  const names = useText(PREFIXES);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const { from } = route.useSearch();
  const operator = useQuery(installation).data?.operator.name ?? "";
  const may = useMay("prefix.apply");
  return (
    <Page
      heading={t("heading")}
      lead={t("lead", { operator })}
      crumbs={[
        {
          name: names("heading"),
          link: (words) => (
            <Link to="/$env/$org/prefixes" params={{ env, org }}>
              {words}
            </Link>
          ),
        },
      ]}
    >
      <Reason may={may} heading={t("cannot", { env: shared(env) })} id="apply-for-prefix" />
      {may.state === "allowed" && (from === undefined ? <Fresh /> : <Again key={from} from={from} />)}
    </Page>
  );
}

/** Whoever applies is most often the one to ask. */
function Fresh() {
  const t = useText(APPLY);
  const { env, me } = useActing();
  const query = useQuery(myEmail(env));
  const begin = (email: string): Answers => ({
    prefix: "",
    purpose: "",
    legalBasis: "",
    expectedConsumers: null,
    contactName: me.name,
    contactEmail: email,
    environments: [env],
    acceptsPrice: false,
  });
  // Of no use to wait for when it cannot be read.
  if (query.isError) return <ApplyForm name="new" begin={begin("")} />;
  return (
    <Loaded query={query} says={t("loading")}>
      {({ address }) => <ApplyForm name="new" begin={begin(address ?? "")} />}
    </Loaded>
  );
}

function Again({ from }: { from: string }) {
  const t = useText(APPLY);
  const { env, org } = useActing();
  return (
    <Loaded query={useQuery(prefixApplication({ env, org }, from))} says={t("loading")}>
      {({ prefix, purpose, legalBasis, expectedConsumers, contactName, contactEmail, reason }) => (
        <>
          {reason !== "" && (
            <Alert data-color="warning" className="rejected-with">
              <Paragraph>{t("rejectedWith", { reason })}</Paragraph>
            </Alert>
          )}
          <ApplyForm
            name={from}
            begin={{ prefix, purpose, legalBasis, expectedConsumers, contactName, contactEmail, environments: [env], acceptsPrice: false }}
          />
        </>
      )}
    </Loaded>
  );
}
