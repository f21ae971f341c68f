/** Scope: what the organisation offers, who may use it, and how much it is used (pictures scopes, scopesempty). */
import { Button, Checkbox, Field, Heading, Label, Paragraph, Search, Select } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { type Prefix, prefixes as prefixesQuery } from "../../api/prefixes.ts";
import { type Scope, scopeFigures, scopes } from "../../api/scopes.ts";
import { given } from "../../frame/given.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { NoPrefix } from "../prefixes/no-prefix.tsx";
import { ScopesTable } from "./scopes-table.tsx";
import { OLD_WORDS, SCOPES } from "./texts.ts";

const route = getRouteApi("/$env/$org/scopes");
const SEARCH_FROM = 4;

export function ScopesPage() {
  const t = useText(SCOPES);
  const { env, org } = useActing();
  const navigate = useNavigate();
  const may = useMay("scope.write");
  const list = useQuery(scopes({ env, org }));
  const prefixes = useQuery(prefixesQuery({ env, org }));
  const hasNone = list.data?.length === 0 && prefixes.data?.every(({ active }) => !active) === true;
  return (
    <Page
      heading={t("heading")}
      lead={t("lead")}
      actions={
        hasNone ? undefined : (
          <MayButton may={may} reasonId="create-scope" onClick={() => void navigate({ to: "/$env/$org/scopes/new", params: { env, org } })}>
            <PlusIcon aria-hidden />
            {t("create")}
          </MayButton>
        )
      }
    >
      {!hasNone && <Reason may={may} heading={t("cannotCreate")} id="create-scope" />}
      <Loaded query={list} says={t("loading")}>
        {(all) =>
          all.length > 0 ? (
            <Found all={all} prefixes={prefixes.data ?? []} />
          ) : (
            <Loaded query={prefixes} says={t("loading")}>
              {(own) => (hasNone ? <NoPrefix alsoHere={<OnlyUse />} /> : <NoScopes prefixes={own} />)}
            </Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}

/** Most who come here without a prefix are to use what others offer (selfservice.md §5). */
function OnlyUse() {
  const t = useText(SCOPES);
  const { env, org } = useActing();
  return (
    <Button asChild variant="tertiary">
      <Link to="/$env/$org/clients" params={{ env, org }}>
        {t("onlyUse")}
      </Link>
    </Button>
  );
}

function NoScopes({ prefixes }: { prefixes: readonly Prefix[] }) {
  const t = useText(SCOPES);
  const shared = useText(SHARED);
  const { env } = useActing();
  const prefix = prefixes.find(({ active }) => active)?.prefix ?? "";
  return (
    <section className="panel">
      <Heading level={2} data-size="xs">
        {t("emptyHeading")}
      </Heading>
      <Paragraph>{t.parts("empty", { example: <Tech key="example" value={`${prefix}:skolerute.read`} /> })}</Paragraph>
      <Paragraph>{t.parts("ready", { prefix: <Tech key="prefix" value={prefix} />, env: shared(env) })}</Paragraph>
    </section>
  );
}

function Found({ all, prefixes }: { all: readonly Scope[]; prefixes: readonly Prefix[] }) {
  const t = useText(SCOPES);
  const { env, org } = useActing();
  const { q = "", prefix = "", inactive = false } = route.useSearch();
  const navigate = useNavigate({ from: "/$env/$org/scopes" });
  const search = route.useSearch();
  const filter = (part: { q?: string | undefined; prefix?: string | undefined; inactive?: true | undefined }) =>
    void navigate({ search: given({ ...search, ...part }), replace: true });
  const figures = useQuery(scopeFigures({ env, org }));
  const words = q.trim().toLocaleLowerCase("nb").split(/\s+/);
  const within = all.filter((scope) => prefix === "" || scope.prefix === prefix);
  const matching = within.filter((scope) => words.every((word) => wordsOf(scope).includes(word)));
  // A name that is looked for is found, deactivated or not.
  const found = matching.filter(({ active }) => active || inactive || q.trim() !== "");
  const hidden = matching.length - found.length;
  const isSearching = q.trim() !== "";
  useEffect(() => {
    if (isSearching) announce(t("found", { n: found.length }));
  }, [isSearching, found.length, t]);
  const names = [...new Set([...prefixes.map((one) => one.prefix), ...all.map((one) => one.prefix)])].toSorted();
  return (
    <>
      {(all.length >= SEARCH_FROM || isSearching) && (
        <div className="filters">
          <Search>
            <Search.Input
              aria-label={t("search")}
              placeholder={t("search")}
              value={q}
              onChange={({ target: { value } }) => filter({ q: value === "" ? undefined : value })}
            />
            <Search.Clear aria-label={t("clear")} />
          </Search>
          {names.length > 1 && (
            <Field>
              <Label className="vh">{t("prefix")}</Label>
              <Select value={prefix} width="auto" onChange={({ target: { value } }) => filter({ prefix: value === "" ? undefined : value })}>
                <Select.Option value="">{t("allPrefixes")}</Select.Option>
                {names.map((name) => (
                  <Select.Option key={name} value={name}>
                    {name}
                  </Select.Option>
                ))}
              </Select>
            </Field>
          )}
          {all.some(({ active }) => !active) && (
            <Checkbox
              value="inactive"
              label={t("showInactive")}
              checked={inactive}
              onChange={({ target: { checked } }) => filter({ inactive: checked ? true : undefined })}
            />
          )}
        </div>
      )}
      {found.length > 0 && <ScopesTable scopes={found} figures={figures} />}
      {found.length === 0 && (
        <div className="panel">
          <Paragraph>{t("noHits")}</Paragraph>
          <Button variant="secondary" onClick={() => void navigate({ search: { inactive: true }, replace: true })}>
            {t("showAll")}
          </Button>
        </div>
      )}
      <Paragraph className="note">
        {found.length === 1 ? t("countOne") : t("count", { n: found.length })}
        {hidden > 0 && `. ${t("hidden", { n: hidden })}`}
      </Paragraph>
      {all.length < SEARCH_FROM && hidden > 0 && (
        <Button variant="tertiary" onClick={() => filter({ inactive: true })}>
          {t("showInactive")}
        </Button>
      )}
    </>
  );
}

/** What somebody may look for: name and description in any language, and what the page was called before. */
const wordsOf = ({ name, description, translations }: Scope): string =>
  [name, description, ...Object.values(translations).map((texts) => texts.description ?? ""), OLD_WORDS].join(" ").toLocaleLowerCase("nb");
