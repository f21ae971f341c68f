/** Personer og rettigheter: who can do what for the organisation, from where each has it, and taking it away with undo (pictures people). */
import { Button, Paragraph, Search } from "@digdir/designsystemet-react";
import { PersonPlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { roleName } from "../../../vocabulary/register-roles.ts";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { people, type Person } from "../../api/people.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { DomainsSection } from "./domains-section.tsx";
import { PeopleTable } from "./people-table.tsx";
import { PEOPLE } from "./texts.ts";

const route = getRouteApi("/$env/$org/people");
const SEARCH_FROM = 8;

export function PeoplePage() {
  const t = useText(PEOPLE);
  const shared = useText(SHARED);
  const { env, org, organization } = useActing();
  const navigate = useNavigate();
  const may = useMay("right.give");
  const query = useQuery(people({ env, org }));
  return (
    <Page
      heading={t("heading")}
      lead={t("lead", { organization: organization.name, env: shared(env) })}
      actions={
        <MayButton may={may} reasonId="give-right" onClick={() => void navigate({ to: "/$env/$org/people/give", params: { env, org } })}>
          <PersonPlusIcon aria-hidden />
          {t("give")}
        </MayButton>
      }
    >
      <Reason may={may} heading={t("cannotGive")} id="give-right" />
      <Loaded query={query} says={t("loading")}>
        {(all) => <Found all={all} />}
      </Loaded>
      <DomainsSection />
    </Page>
  );
}

function Found({ all }: { all: readonly Person[] }) {
  const t = useText(PEOPLE);
  const { q = "" } = route.useSearch();
  const navigate = useNavigate({ from: "/$env/$org/people" });
  const language = useLanguage();
  const rows = all.reduce((sum, { roles, rights }) => sum + Number(roles.length > 0) + rights.length, 0);
  const found = all.filter((person) => wordsOf(person, language).includes(q.trim().toLocaleLowerCase(language)));
  const isSearching = q.trim() !== "";
  useEffect(() => {
    if (isSearching) announce(t("found", { n: found.length }));
  }, [isSearching, found.length, t]);
  return (
    <>
      {(rows >= SEARCH_FROM || isSearching) && (
        <Search className="list-search">
          <Search.Input
            aria-label={t("search")}
            placeholder={t("search")}
            value={q}
            onChange={({ target: { value } }) => void navigate({ search: value === "" ? {} : { q: value }, replace: true })}
          />
          <Search.Clear aria-label={t("clear")} />
        </Search>
      )}
      {found.length === 0 && isSearching && (
        <div className="panel">
          <Paragraph>{t("noHits", { query: q })}</Paragraph>
          <Button variant="secondary" onClick={() => void navigate({ search: {}, replace: true })}>
            {t("clear")}
          </Button>
        </div>
      )}
      {found.length > 0 && <PeopleTable people={found} />}
      {!isSearching && all.every(({ rights }) => rights.length === 0) && <Paragraph className="note">{t("onlyRegister")}</Paragraph>}
    </>
  );
}

/** What somebody may look for: names, roles and rights. */
const wordsOf = ({ name, roles, rights }: Person, language: "nb" | "nn" | "en"): string =>
  [name, ...roles.map(({ code }) => roleName(code)[language]), ...rights.map(({ right }) => RIGHT_TEXTS[right].name[language])]
    .join(" ")
    .toLocaleLowerCase(language);
