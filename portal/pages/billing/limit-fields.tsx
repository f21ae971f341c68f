/** What a notification point applies to: everything, or chosen clients and scopes. */
import { Checkbox, Fieldset, Paragraph, Radio, Search, ValidationMessage } from "@digdir/designsystemet-react";
import { useQueries } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import { type LimitChoices, limitChoices } from "../../api/limit-choices.ts";
import type { NotificationPoint } from "../../api/notification-points.ts";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { LIMITS } from "./limit-texts.ts";

/** What is chosen stays while everything is: whoever changes his or her mind has lost nothing. */
export type LimitDraft = { isLimited: boolean; clients: string[]; scopes: string[] };
export const limitDraftOf = (limitedTo: NotificationPoint["limitedTo"]): LimitDraft => ({
  isLimited: limitedTo !== null,
  clients: limitedTo?.clients.map(({ clientId }) => clientId) ?? [],
  scopes: limitedTo?.scopes.map(({ scope }) => scope) ?? [],
});

type LimitFieldsProps = {
  id: string;
  draft: LimitDraft;
  change: (part: Partial<LimitDraft>) => void;
  /** As it stands. */
  saved: NotificationPoint["limitedTo"];
  environments: readonly EnvironmentName[];
  fault: string | false | undefined;
};

export function LimitFields({ id, draft, change, saved, environments, fault }: LimitFieldsProps) {
  const t = useText(LIMITS);
  const name = useId();
  return (
    <Fieldset id={id} tabIndex={-1}>
      <Fieldset.Legend>{t("appliesTo")}</Fieldset.Legend>
      <Radio name={name} value="everything" label={t("everything")} checked={!draft.isLimited} onChange={() => change({ isLimited: false })} />
      <Radio name={name} value="chosen" label={t("onlyChosen")} checked={draft.isLimited} onChange={() => change({ isLimited: true })} />
      {draft.isLimited && (
        <div className="limit-choices">
          <Paragraph>{t("says")}</Paragraph>
          <Choices draft={draft} change={change} saved={saved} environments={environments} />
        </div>
      )}
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
    </Fieldset>
  );
}

const SEARCH_FROM = 10;
/** Of each list, and all that are chosen. */
const AT_FIRST = 20;

function Choices({ draft, change, saved, environments }: Pick<LimitFieldsProps, "draft" | "change" | "saved" | "environments">) {
  const t = useText(LIMITS);
  const shared = useText(SHARED);
  const f = useFormat();
  const { org } = useActing();
  const [typed, setTyped] = useState("");
  const queries = useQueries({ queries: environments.map((env) => limitChoices({ env, org })) });
  const inTheseWords = (env: EnvironmentName) => shared(env === "test" ? "testEnvironment" : "prodEnvironment");
  const missing = environments.filter((_, i) => queries[i]!.isError);
  if (queries.some(({ isPending }) => isPending)) return <Waiting says={t("loading")} />;
  const { clients, scopes } = merged(
    queries.map(({ data }) => data),
    saved,
  );
  const looksFor = typed.trim().toLocaleLowerCase();
  const isShown = (...words: string[]) => words.some((word) => word.toLocaleLowerCase().includes(looksFor));
  const foundClients = clients.filter(({ id, name }) => isShown(id, name));
  const foundScopes = scopes.filter(({ id }) => isShown(id));
  const shownClients = foundClients.filter(({ id }, i) => i < AT_FIRST || draft.clients.includes(id));
  const shownScopes = foundScopes.filter(({ id }, i) => i < AT_FIRST || draft.scopes.includes(id));
  const rest = foundClients.length + foundScopes.length - shownClients.length - shownScopes.length;
  const toggled = (list: string[], one: string, checked: boolean) => (checked ? [...list, one] : list.filter((each) => each !== one));
  const nowadays = { active: undefined, deactivated: t("isDeactivated"), gone: t("isGone") };
  return (
    <>
      {missing.length > 0 && <Paragraph>{t("notFetched", { where: f.list(missing.map(inTheseWords)) })}</Paragraph>}
      {clients.length + scopes.length > SEARCH_FROM && (
        <Search className="list-search">
          <Search.Input
            aria-label={t("search")}
            placeholder={t("search")}
            value={typed}
            onChange={({ target: { value } }) => setTyped(value)}
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault() /* it would send the form around it */}
          />
          <Search.Clear aria-label={t("clear")} />
        </Search>
      )}
      {clients.length + scopes.length === 0 && <Paragraph>{t("nothing")}</Paragraph>}
      {clients.length + scopes.length > 0 && shownClients.length + shownScopes.length === 0 && <Paragraph>{t("noHits", { typed })}</Paragraph>}
      {shownClients.length > 0 && (
        <Fieldset>
          <Fieldset.Legend>{t("clients")}</Fieldset.Legend>
          {shownClients.map(({ id, name, state }) => (
            <Checkbox
              key={id}
              value={id}
              label={name}
              description={nowadays[state]}
              checked={draft.clients.includes(id)}
              onChange={({ target }) => change({ clients: toggled(draft.clients, id, target.checked) })}
            />
          ))}
        </Fieldset>
      )}
      {shownScopes.length > 0 && (
        <Fieldset>
          <Fieldset.Legend>{t("scopes")}</Fieldset.Legend>
          {shownScopes.map(({ id, state }) => (
            <Checkbox
              key={id}
              value={id}
              label={<Tech value={id} />}
              description={nowadays[state]}
              checked={draft.scopes.includes(id)}
              onChange={({ target }) => change({ scopes: toggled(draft.scopes, id, target.checked) })}
            />
          ))}
        </Fieldset>
      )}
      {rest > 0 && <Paragraph>{t("rest", { n: rest })}</Paragraph>}
    </>
  );
}

type State = NonNullable<NotificationPoint["limitedTo"]>["clients"][number]["state"];

/** What can be chosen in any of the environments, by name; with what was chosen before, whatever has become of it. */
function merged(found: readonly (LimitChoices | undefined)[], saved: NotificationPoint["limitedTo"]) {
  const clients = new Map<string, { id: string; name: string; state: State }>();
  const scopes = new Map<string, { id: string; state: State }>();
  for (const { clientId, name, state } of saved?.clients ?? []) clients.set(clientId, { id: clientId, name: name || clientId, state });
  for (const { scope, state } of saved?.scopes ?? []) scopes.set(scope, { id: scope, state });
  for (const choices of found) {
    for (const { clientId, name } of choices?.clients ?? []) clients.set(clientId, { id: clientId, name: name || clientId, state: "active" });
    for (const scope of choices?.scopes ?? []) if (!scopes.has(scope)) scopes.set(scope, { id: scope, state: "active" });
  }
  return {
    clients: [...clients.values()].toSorted((a, b) => a.name.localeCompare(b.name)),
    scopes: [...scopes.values()].toSorted((a, b) => a.id.localeCompare(b.id)),
  };
}
