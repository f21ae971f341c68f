/** On a deactivated scope: who did it and when, who is told, and the way back (picture deactivated). */
import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { ArrowUndoIcon } from "@navikt/aksel-icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { UNDO_MS } from "../../../vocabulary/undo.ts";
import { lastDeed, reactivateScope, type Scope, scopeImpact } from "../../api/scopes.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import type { May } from "../../permissions/use-may.ts";
import { msSince, msUntil } from "../../text/time.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { SCOPE } from "./texts.ts";

/** Deactivated so lately, it was done by whoever looks: the focus goes to the way back. */
const JUST_NOW_MS = 5_000;

export function Deactivated({ scope, may }: { scope: Scope; may: May }) {
  const t = useText(SCOPE);
  const f = useFormat();
  const { env, org } = useActing();
  const client = useQueryClient();
  const deed = useQuery(lastDeed({ env, org }, scope.name, "scope.deactivate")).data;
  const impact = useQuery(scopeImpact({ env, org }, scope.name)).data;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (msSince(scope.updatedAt) < JUST_NOW_MS) heading.current?.focus();
  }, [scope.updatedAt]);
  const reactivating = useMutation({
    mutationFn: () => reactivateScope({ env, org }, scope.name),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: [env, org] });
      // What had the focus is gone with this panel; who has gone on meanwhile is left alone.
      if (document.activeElement === document.body) document.querySelector<HTMLElement>("h1")?.focus();
      announce(t("reactivated"));
    },
  });
  const undoUntil = deed && new Date(Date.parse(deed.at) + UNDO_MS).toISOString();
  const isUndo = undoUntil ? msUntil(undoUntil) > 0 : false;
  return (
    <section className="panel deactivated">
      <Heading level={2} data-size="xs" tabIndex={-1} ref={heading}>
        {t("deactivatedHeading")}
      </Heading>
      <Paragraph>
        {deed && (deed.actorName ? t("byPerson", { person: deed.actorName, when: f.whenWithin(deed.at) }) : t("byNobody", { when: f.whenWithin(deed.at) }))}{" "}
        {t("refusedNow")}
      </Paragraph>
      {impact && impact.consumers > 0 && <Paragraph className="subtle">{t("told", { told: impact.toldConsumers, n: impact.consumers })}</Paragraph>}
      {reactivating.isError && <Failed error={reactivating.error} />}
      {!scope.locked && (
        <div className="buttons">
          <MayButton may={may} reasonId="change-scope" loading={reactivating.isPending} onClick={() => reactivating.mutate()}>
            {isUndo && <ArrowUndoIcon aria-hidden />}
            {t(isUndo ? "undo" : "reactivate")}
            {isUndo && <span className="vh"> {t("undoWhat")}</span>}
          </MayButton>
          {undoUntil && isUndo && <span className="subtle">{t("laterName", { clock: f.clock(undoUntil) })}</span>}
        </div>
      )}
    </section>
  );
}
