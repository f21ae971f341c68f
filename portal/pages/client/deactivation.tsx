/** Taking a client out of use: who is hit is shown before, it works at once, and it can be undone. */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { ArrowUndoIcon } from "@navikt/aksel-icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { UNDO_MS } from "../../../vocabulary/undo.ts";
import { type Client, deactivateClient, lastDeactivation, reactivateClient, tokenFigures } from "../../api/client.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { ImpactDialog } from "../../parts/impact-dialog.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { msSince } from "../../text/time.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { DEACTIVATION } from "./deactivation-texts.ts";

const IMPACT_DAYS = 30;

export function Deactivation({ client }: { client: Client }) {
  const t = useText(DEACTIVATION);
  const shared = useText(SHARED);
  const f = useFormat();
  const acting = useActing();
  const queries = useQueryClient();
  const may = useMay("client.remove");
  const [isOpen, setOpen] = useState(false);
  const figures = useQuery({ ...tokenFigures(acting, client.clientId, IMPACT_DAYS), enabled: may.state === "allowed" });
  const deactivating = useMutation({
    mutationFn: () => deactivateClient(acting, client.clientId),
    async onSuccess() {
      setOpen(false);
      justDeactivated.add(client.clientId);
      await queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients"] });
      announce(t("done", { client: client.name }));
    },
  });
  const counted = figures.data && [
    { label: t("tokens", { days: figures.data.days.length }), value: figures.data.issued },
    { label: t("lastUsed"), value: figures.data.lastTokenAt ? f.when(figures.data.lastTokenAt) : t("never") },
    { label: t("scopes"), value: client.scopes.length },
    { label: t("keys"), value: client.keys.count },
  ];
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("heading")}
      </Heading>
      <Paragraph className="below">{t("says")}</Paragraph>
      <MayButton
        may={may}
        reasonId="deactivate-client"
        variant="secondary"
        data-color="danger"
        loading={isOpen && figures.isPending}
        onClick={() => setOpen(true)}
      >
        {t("open")}
      </MayButton>
      <Reason may={may} id="deactivate-client" heading={t("cannot", { env: shared(acting.env) })} />
      <ImpactDialog
        open={isOpen && !figures.isPending}
        close={() => setOpen(false)}
        heading={t("question", { client: client.name })}
        lead={t("lead")}
        numbers={counted ?? null}
        confirm={t("open")}
        onConfirm={() => deactivating.mutate()}
        isSending={deactivating.isPending}
        error={deactivating.error}
      />
    </section>
  );
}

/** Clients that this page has taken out of use: the focus goes to the way back. */
const justDeactivated = new Set<string>();

/** Stands on the page of a client that is out of use. */
export function Deactivated({ client }: { client: Client }) {
  const t = useText(DEACTIVATION);
  const f = useFormat();
  const acting = useActing();
  const queries = useQueryClient();
  const may = useMay("client.create");
  const deed = useQuery(lastDeactivation(acting, client.clientId)).data;
  const button = useRef<HTMLButtonElement>(null);
  const [isNews] = useState(() => justDeactivated.has(client.clientId));
  useEffect(() => {
    if (isNews) button.current?.focus();
  }, [isNews]);
  const reactivating = useMutation({
    mutationFn: () => reactivateClient(acting, client.clientId),
    async onSuccess() {
      justDeactivated.delete(client.clientId);
      await queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients"] });
      announce(t("reactivated", { client: client.name }));
      document.querySelector("h1")?.focus();
    },
  });
  const isUndo = deed ? msSince(deed.at) < UNDO_MS : isNews;
  return (
    <section className="panel">
      <Heading level={2} data-size="xs">
        {t("isOff")}
      </Heading>
      <Paragraph>
        {t(deed?.actorName ? "isOffBy" : "isOffSince", { by: deed?.actorName ?? "", when: f.whenWithin(deed?.at ?? client.updatedAt) })} {t("isOffSays")}
      </Paragraph>
      {may.state !== "refused" && client.locked === null && (
        <Button ref={button} variant="secondary" loading={reactivating.isPending} onClick={() => reactivating.mutate()}>
          {isUndo && <ArrowUndoIcon aria-hidden />}
          {t(isUndo ? "undo" : "reactivate")}
          {isUndo && <span className="vh"> {t("undoWhat")}</span>}
        </Button>
      )}
      {reactivating.isError && <Failed error={reactivating.error} />}
    </section>
  );
}
