/** Looks for scopes: the field, how many can be used, and the hits; what a hit shows and lets one do is for whoever shows the list. */
import { Button, Chip, Paragraph, Search } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useEffect, useId, useState } from "react";
import { CANDIDATE_GROUPS, type CandidateGroup, type ScopeCandidate, type ScopeCandidates, scopeCandidates } from "../../api/candidates.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { useText } from "../../text/use-text.ts";
import { AskProvider } from "./ask-provider.tsx";
import { PICKER } from "./picker-texts.ts";

type CandidateListProps = {
  /** Of the field for searching. */
  id: string;
  name: string;
  typed: string;
  type: (typed: string) => void;
  only?: "public" | undefined;
  /** Below the field, above the hits. */
  head?: ReactNode;
  isWrong?: boolean;
  /** What the client is for: goes into the message to a provider. */
  purpose?: string | undefined;
  /** One hit. @param ask opens what is asked of its provider */
  children: (candidate: ScopeCandidate, ask: () => void) => ReactNode;
};

const AT_FIRST = 20;
const MORE = 50;
const MOST = 1_000;

export function CandidateList({ id, name, typed, type, only, head, isWrong = false, purpose, children }: CandidateListProps) {
  const t = useText(PICKER);
  const { env, org } = useActing();
  const [group, setGroup] = useState<CandidateGroup | undefined>(undefined);
  const [limit, setLimit] = useState(AT_FIRST);
  const [asked, setAsked] = useState<ScopeCandidate | null>(null);
  const [isAsking, setAsking] = useState(false);
  const q = useDeferredValue(typed);
  const query = useQuery(scopeCandidates({ env, org }, { q, group, only, limit }));
  const search = (text: string) => {
    type(text);
    setLimit(AT_FIRST);
  };
  const { data } = query;
  const hits = data && data.counts.choosable + data.counts.askable + data.counts.unusable;
  const isSettled = !query.isPlaceholderData;
  useEffect(() => {
    if (q.trim() !== "" && hits !== undefined && isSettled) announce(t("found", { n: hits }));
  }, [q, hits, isSettled, t]);
  return (
    <div className="scope-picker" role="group" aria-label={name}>
      <div className="picker-head">
        <Search>
          <Search.Input
            id={id}
            aria-label={t("search")}
            placeholder={t("search")}
            value={typed}
            onChange={({ target: { value } }) => search(value)}
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault() /* it would send the form around it */}
            aria-invalid={isWrong}
          />
          <Search.Clear aria-label={t("clear")} />
        </Search>
        {data && <Groups counts={data.counts} group={group} choose={setGroup} />}
        {head}
      </div>
      <Loaded query={query} says={t("loading")}>
        {(found) => (
          <>
            <Hits found={found} typed={q} isFiltered={group !== undefined} showAll={() => setGroup(undefined)}>
              {(candidate) =>
                children(candidate, () => {
                  setAsked(candidate);
                  setAsking(true);
                })
              }
            </Hits>
            {found.next !== null && limit < MOST && (
              <div className="picker-more">
                <Button variant="tertiary" onClick={() => setLimit((before) => Math.min(MOST, before + MORE))} loading={!isSettled}>
                  {t("more")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
      {asked && <AskProvider key={asked.name} candidate={asked} open={isAsking} close={() => setAsking(false)} purpose={purpose} />}
    </div>
  );
}

type GroupsProps = { counts: ScopeCandidates["counts"]; group: CandidateGroup | undefined; choose: (group: CandidateGroup | undefined) => void };

function Groups({ counts, group, choose }: GroupsProps) {
  const t = useText(PICKER);
  const name = useId();
  return (
    <div className="picker-groups" role="group" aria-label={t("filter")}>
      <Chip.Radio name={name} value="all" checked={group === undefined} onChange={() => choose(undefined)}>
        {t("all", { n: counts.choosable + counts.askable + counts.unusable })}
      </Chip.Radio>
      {CANDIDATE_GROUPS.map((one) => (
        <Chip.Radio key={one} name={name} value={one} checked={group === one} onChange={() => choose(one)}>
          {t(one, { n: counts[one] })}
        </Chip.Radio>
      ))}
    </div>
  );
}

type HitsProps = { found: ScopeCandidates; typed: string; isFiltered: boolean; showAll: () => void; children: (candidate: ScopeCandidate) => ReactNode };

function Hits({ found: { items }, typed, isFiltered, showAll, children }: HitsProps) {
  const t = useText(PICKER);
  if (items.length > 0) return <ul className="picker-hits">{items.map(children)}</ul>;
  return (
    <div className="picker-none">
      <Paragraph>{typed.trim() === "" ? t("none") : t("noHits", { query: typed.trim() })}</Paragraph>
      {isFiltered ? (
        <Button variant="secondary" onClick={showAll}>
          {t("showAll")}
        </Button>
      ) : (
        typed.trim() !== "" && <Paragraph className="subtle">{t("noHitsNext")}</Paragraph>
      )}
    </div>
  );
}
