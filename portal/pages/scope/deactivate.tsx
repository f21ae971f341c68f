/** Deactivating a scope in two steps: who is hit, and it is done (picture deactivate). */
import { Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { deactivateScope, type Scope, type ScopeImpact, scopeImpact } from "../../api/scopes.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { ImpactDialog, type ImpactNumber } from "../../parts/impact-dialog.tsx";
import { useCounter } from "../../parts/use-counter.ts";
import type { May } from "../../permissions/use-may.ts";
import { MayButton } from "../../permissions/may-button.tsx";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { SCOPE } from "./texts.ts";

const MESSAGE_LENGTH = 300;

export function Deactivate({ scope, may }: { scope: Scope; may: May }) {
  const t = useText(SCOPE);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const client = useQueryClient();
  const counter = useCounter(MESSAGE_LENGTH);
  const [isOpen, setOpen] = useState(false);
  const [message, setMessage] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [idempotencyKey, renew] = useState(() => crypto.randomUUID());
  // Counted before the dialog opens, so that nothing in it moves; when that fails it opens without the numbers.
  const counting = useMutation({
    mutationFn: () => client.fetchQuery({ ...scopeImpact({ env, org }, scope.name), staleTime: 0 }),
    onSettled: () => setOpen(true),
  });
  const deactivating = useMutation({
    mutationFn: () => deactivateScope({ env, org }, scope.name, message.trim() || null, idempotencyKey),
    async onSuccess() {
      setOpen(false);
      await client.invalidateQueries({ queryKey: [env, org] });
      announce(t("deactivated"));
    },
    onError: () => renew(crypto.randomUUID()),
  });
  const impact = counting.data ?? null;
  const confirm = () => {
    const isWrong = message.length > MESSAGE_LENGTH || /\/\/|www\./i.test(message);
    setFault(isWrong ? t("messageWrong") : null);
    if (!isWrong) deactivating.mutate();
  };
  const hasConsumers = impact === null || impact.consumers > 0;
  return (
    <>
      <MayButton
        may={may}
        reasonId="change-scope"
        variant="tertiary"
        data-color="danger"
        loading={counting.isPending}
        onClick={() => {
          if (!counting.isPending) counting.mutate();
        }}
      >
        {t("deactivate")}
      </MayButton>
      <ImpactDialog
        open={isOpen}
        close={() => setOpen(false)}
        heading={t("question", { scope: scope.name })}
        lead={useLead(impact)}
        numbers={useNumbers(impact)}
        mostActive={useMostActive(impact)}
        confirm={t("confirm")}
        onConfirm={confirm}
        isSending={deactivating.isPending}
        error={deactivating.error}
      >
        {impact !== null && impact.consumers > 1 && (
          <p>
            <Link
              to="/$env/$org/scopes/$prefix/$"
              params={{ env, org, prefix: scope.prefix, _splat: scope.subscope }}
              search={{ tab: "access" }}
              onClick={() => setOpen(false)}
            >
              {t("seeAll", { n: impact.consumers })}
            </Link>
          </p>
        )}
        {hasConsumers && (
          <Textfield
            multiline
            rows={2}
            label={
              <>
                {t("message")} <span className="subtle">{shared("optional")}</span>
              </>
            }
            description={t("messageHelp")}
            counter={counter}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
            {...(fault !== null && { error: fault })}
          />
        )}
      </ImpactDialog>
    </>
  );
}

function useLead(impact: ScopeImpact | null): string {
  const t = useText(SCOPE);
  if (impact === null) return t("hitsUnknown");
  const { consumers, clients } = impact;
  if (consumers === 0 && clients === 0) return t("hitsNobody");
  return t("hits", {
    consumers: consumers === 1 ? t("oneConsumer") : t("manyConsumers", { n: consumers }),
    clients: clients === 1 ? t("oneClient") : t("manyClients", { n: clients }),
  });
}

/** None when nobody is hit: one sentence says it. */
function useNumbers(impact: ScopeImpact | null): ImpactNumber[] | null {
  const t = useText(SCOPE);
  if (impact === null) return null;
  const { consumers, clients, tokens } = impact;
  if (consumers === 0 && clients === 0 && !tokens?.count) return [];
  return [
    { label: t("consumers"), value: consumers },
    { label: t("clients"), value: clients },
    ...(tokens ? [{ label: t("tokensDays", { days: tokens.days }), value: tokens.count }] : []),
  ];
}

function useMostActive(impact: ScopeImpact | null) {
  const t = useText(SCOPE);
  const f = useFormat();
  return impact?.mostActive.map(({ consumer: { number, name }, tokens }) => ({
    key: number,
    title: (
      <>
        <strong>{name ?? f.orgNumber(number)}</strong> <span className="subtle nowrap">{f.orgNumber(number)}</span>
      </>
    ),
    sub: t("tokens", { n: tokens }),
  }));
}
