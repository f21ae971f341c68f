/** API-katalog: every public scope of the environment, who provides it, and how one gets it. */
import { Button } from "@digdir/designsystemet-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { ScopeCandidate } from "../../api/candidates.ts";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { WhereToAsk } from "../../parts/where-to-ask.tsx";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { CandidateList } from "../clients/candidate-list.tsx";
import { CandidateRemedy, CandidateStatus, providerName, useCandidateReason, useDescription } from "../clients/candidate-reason.tsx";
import { CATALOGUE } from "./texts.ts";

const route = getRouteApi("/$env/$org/catalogue");

export function CataloguePage() {
  const t = useText(CATALOGUE);
  const shared = useText(SHARED);
  const { env } = useActing();
  const { q = "" } = route.useSearch();
  const navigate = useNavigate({ from: "/$env/$org/catalogue" });
  return (
    <Page heading={t("heading")} lead={t("lead", { env: shared(env) })}>
      <CandidateList
        id="catalogue-search"
        name={t("list")}
        typed={q}
        type={(typed) => void navigate({ search: typed === "" ? {} : { q: typed }, replace: true })}
        only="public"
      >
        {(candidate, ask) => <Entry key={candidate.name} candidate={candidate} ask={ask} />}
      </CandidateList>
    </Page>
  );
}

function Entry({ candidate, ask }: { candidate: ScopeCandidate; ask: () => void }) {
  const t = useText(CATALOGUE);
  const f = useFormat();
  const { env, org } = useActing();
  const reasonOf = useCandidateReason();
  const descriptionOf = useDescription();
  const { name, longDescription, provider, group, state } = candidate;
  const reason = reasonOf(candidate);
  const where = provider.contact && (provider.contact.email ?? provider.contact.url);
  return (
    <li className="candidate">
      <div className="candidate-text">
        <strong>
          <Tech value={name} />
        </strong>
        <p>{descriptionOf(candidate)}</p>
        {longDescription && <p className="subtle">{longDescription}</p>}
        <p className="subtle">
          {providerName(candidate, f)}
          {provider.contact && where && (
            <>
              {". "}
              {t.parts("contact", {
                contact: (
                  <WhereToAsk key="contact" support={where}>
                    {provider.contact.name}
                  </WhereToAsk>
                ),
              })}
            </>
          )}
        </p>
        {reason && <p>{reason}</p>}
      </div>
      <div className="candidate-end">
        <CandidateStatus state={state} />
        {group === "choosable" ? (
          <Button asChild variant="secondary" data-size="sm">
            <Link to="/$env/$org/clients/new" params={{ env, org }} search={{ scope: name }}>
              {t("create")}
              <span className="vh"> {t("createWith", { scope: name })}</span>
            </Link>
          </Button>
        ) : (
          <CandidateRemedy candidate={candidate} ask={ask} />
        )}
      </div>
    </li>
  );
}
