/** What was done to the scope and to accesses to it: who, what, when. */
import { Button, Heading } from "@digdir/designsystemet-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { consumerNames } from "../../api/accesses.ts";
import { type AuditEntry, type Scope, scopeLogPage } from "../../api/scopes.ts";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Waiting } from "../../parts/loaded.tsx";
import { lastDayBefore } from "../../text/day.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { FIELDS } from "../scopes/form-texts.ts";
import { LOG } from "./texts.ts";

export function LogTab({ scope }: { scope: Scope }) {
  const t = useText(LOG);
  const { env, org } = useActing();
  const list = useRef<HTMLUListElement>(null);
  const names = useQuery(consumerNames({ env, org }, scope.name));
  const log = useInfiniteQuery({
    queryKey: [env, org, "scope", scope.name, "log"],
    queryFn: ({ pageParam, signal }) => scopeLogPage({ env, org }, scope.name, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (log.isError) return <Failed error={log.error} tryAgain={() => void log.refetch()} />;
  if (!log.data) return <Waiting says={t("loading")} />;
  const entries = log.data.pages.flatMap(({ items }) => items);
  const showMore = async () => {
    const before = entries.length;
    await log.fetchNextPage();
    const row = list.current?.children[before] as HTMLElement | undefined;
    row?.setAttribute("tabindex", "-1");
    row?.focus();
  };
  return (
    <section>
      <Heading level={2} data-size="xs" className="vh">
        {t("heading")}
      </Heading>
      <ul className="log-rows" ref={list}>
        {entries.map((entry) => (
          <Entry key={`${entry.chain} ${entry.seq}`} entry={entry} names={names.data ?? new Map()} />
        ))}
      </ul>
      {log.hasNextPage && (
        <div className="list-end">
          <Button variant="tertiary" loading={log.isFetchingNextPage} onClick={() => void showMore()}>
            {t("more")}
          </Button>
        </div>
      )}
    </section>
  );
}

const SENTENCES = {
  "scope.create": "create",
  "scope.deactivate": "deactivate",
  "scope.reactivate": "reactivate",
  "scope.lock": "lock",
  "scope.unlock": "unlock",
  "access.give": "give",
  "access.replace": "replace",
  "access.remove": "remove",
  "access.undo_removal": "undo",
} as const;

function Entry({ entry, names }: { entry: AuditEntry; names: ReadonlyMap<string, string> }) {
  const f = useFormat();
  const says = useSentence(entry, names);
  return (
    <li>
      <time dateTime={entry.at}>{f.when(entry.at)}</time>
      <span>{says}</span>
    </li>
  );
}

function useSentence({ action, actor, actorName, object, details }: AuditEntry, names: ReadonlyMap<string, string>): string {
  const t = useText(LOG);
  const fields = useText(FIELDS);
  const f = useFormat();
  const { org } = useActing();
  const number = typeof object.organization === "string" ? object.organization : "";
  const organization = names.get(number) || f.orgNumber(number);
  const who =
    actor.kind === "system"
      ? t("system")
      : actor.org !== org
        ? t("operator")
        : actor.kind === "client"
          ? actorName
            ? t("client", { name: actorName })
            : t("aClient")
          : (actorName ?? t("somebody"));
  const text = (key: string) => (typeof details[key] === "string" ? details[key] : null);
  const notes = [
    text("message") && t("message", { text: text("message")! }),
    text("reason") && t("reason", { text: text("reason")! }),
    text("valid_to") && t("until", { day: f.day(lastDayBefore(text("valid_to")!)) }),
  ].filter(Boolean);
  const withNotes = (sentence: string) => (notes.length === 0 ? sentence : `${sentence}. ${notes.join(". ")}`);
  if (action === "access.expire") return t("expire", { organization });
  if (action === "scope.change") {
    const changed = Object.keys((details.to ?? {}) as object).flatMap((name) => (NAMES_OF[name] ? [fields(NAMES_OF[name]).toLocaleLowerCase("nb")] : []));
    return changed.length > 0 ? t("change", { who, fields: f.list(changed) }) : t("changeSome", { who });
  }
  const key = SENTENCES[action as keyof typeof SENTENCES];
  if (!key) return t("other", { who, action });
  return withNotes(key === "give" || key === "replace" || key === "remove" || key === "undo" ? t(key, { who, organization }) : t(key, { who }));
}

/** The words of what was changed. */
const NAMES_OF: Record<string, "description" | "long" | "otherLanguages" | "types" | "delegationSource" | "tokenType" | "maxAge" | "audience" | undefined> = {
  description: "description",
  longDescription: "long",
  translations: "otherLanguages",
  allowedIntegrationTypes: "types",
  delegationSource: "delegationSource",
  tokenType: "tokenType",
  maxTokenAgeSeconds: "maxAge",
  enforcedAudience: "audience",
};
