import { EVENT_KIND_NAMES } from "../../../vocabulary/event-kinds.ts";
import type { NotificationPoint } from "../../api/notification-points.ts";
import { ChangedMeanwhile } from "../../parts/changed-meanwhile.tsx";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { LIMITS } from "./limit-texts.ts";
import { draftOf, type PointDraft } from "./point-draft.ts";
import { POINTS } from "./texts.ts";

type PointOvertakenProps = { draft: PointDraft; now: NotificationPoint; keepMine: () => void; takeTheirs: () => void; isSaving: boolean };

/** A colleague has changed the point meanwhile: what both have chosen, in words. */
export function PointOvertaken({ draft, now, ...choices }: PointOvertakenProps) {
  const t = useText(POINTS);
  const limits = useText(LIMITS);
  const shared = useText(SHARED);
  const f = useFormat();
  const language = useLanguage();
  const names = new Map((now.limitedTo?.clients ?? []).map(({ clientId, name }) => [clientId, name || clientId]));
  const wordsOf = (one: PointDraft) => ({
    address: one.address,
    label: one.label,
    kinds: f.list(one.kinds.map((kind) => EVENT_KIND_NAMES[kind][language])),
    where: f.list(one.environments.map((env) => shared(env === "test" ? "testEnvironment" : "prodEnvironment"))),
    appliesTo: one.isLimited ? limits("only", { names: f.list([...one.clients.map((id) => names.get(id) ?? id), ...one.scopes]) }) : limits("everything"),
    language: t(one.language),
    when: t(one.digest),
  });
  const [mine, theirs] = [wordsOf(draft), wordsOf(draftOf(now))];
  return (
    <ChangedMeanwhile
      at={now.updatedAt}
      fields={(Object.keys(mine) as (keyof typeof mine)[]).map((name) => ({
        field: name === "appliesTo" ? limits(name) : t(name),
        mine: mine[name],
        theirs: theirs[name],
      }))}
      {...choices}
    />
  );
}
