/** The scopes of a client: whether each works now and why not, taken off with undo, and more added from the picker. */
import { Button, Paragraph } from "@digdir/designsystemet-react";
import { ArrowUndoIcon, PadlockUnlockedIcon, PlusIcon } from "@navikt/aksel-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Client, removeScope, undoRemovalOfScope } from "../../api/client.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Code } from "../../parts/code.tsx";
import { Failed } from "../../parts/failed.tsx";
import { RemovedBy } from "../../parts/removed-by.tsx";
import { Row } from "../../parts/row.tsx";
import { Status } from "../../parts/status.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { AddScopes } from "./add-scopes.tsx";
import { CLIENT_SCOPES } from "./scopes-texts.ts";

type ClientScope = Client["scopes"][number];
type RemovedScope = Client["removedScopes"][number];

export function ScopesTab({ client }: { client: Client }) {
  const t = useText(CLIENT_SCOPES);
  const acting = useActing();
  const queries = useQueryClient();
  const may = useMay("client.change");
  const [isAdding, setAdding] = useState(false);
  const [focusOn, setFocusOn] = useState<string | null>(null);
  const settle = async (scope: string) => {
    await queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients"] });
    setFocusOn(scope);
  };
  const removing = useMutation({
    mutationFn: (scope: string) => removeScope(acting, client.clientId, scope),
    async onSuccess(_, scope) {
      await settle(scope);
      announce(t("removed", { scope }));
    },
  });
  const undoing = useMutation({
    mutationFn: (scope: RemovedScope) => undoRemovalOfScope(acting, client.clientId, scope),
    async onSuccess(_, { name }) {
      await settle(name);
      announce(t("undone", { scope: name }));
    },
    onError: () => queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients"] }),
  });
  const isOpen = client.active && client.locked === null && client.type !== "krr";
  const removed = client.removedScopes;
  const failed = removing.error ?? undoing.error;
  return (
    <section className="section">
      {isOpen && (
        <div className="section-head end">
          <MayButton may={may} reasonId="change-client" variant="secondary" onClick={() => setAdding(true)}>
            <PlusIcon aria-hidden />
            {t("add")}
          </MayButton>
        </div>
      )}
      {client.type === "krr" && <Paragraph className="note">{t("krr")}</Paragraph>}
      {failed && <Failed error={failed} />}
      {client.scopes.length + removed.length === 0 && <Paragraph className="panel">{t("none")}</Paragraph>}
      {client.scopes.length + removed.length > 0 && (
        <ul className="rows">
          {client.scopes.map((scope) => (
            <ScopeRow
              key={scope.name}
              scope={scope}
              takesFocus={focusOn === scope.name}
              isBusy={removing.isPending && removing.variables === scope.name}
              remove={isOpen && may.state === "allowed" ? () => removing.mutate(scope.name) : null}
            />
          ))}
          {removed.map((scope) => (
            <RemovedRow
              key={scope.name}
              scope={scope}
              takesFocus={focusOn === scope.name}
              isBusy={undoing.isPending && undoing.variables.name === scope.name}
              undo={isOpen && may.state === "allowed" ? () => undoing.mutate(scope) : null}
            />
          ))}
        </ul>
      )}
      {isOpen && <AddScopes client={client} open={isAdding} close={() => setAdding(false)} />}
    </section>
  );
}

function ScopeRow({ scope, takesFocus, isBusy, remove }: { scope: ClientScope; takesFocus: boolean; isBusy: boolean; remove: (() => void) | null }) {
  const t = useText(CLIENT_SCOPES);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <Row
      icon={<PadlockUnlockedIcon aria-hidden />}
      title={<Code value={scope.name} name="scope" />}
      action={
        <span className="row-end">
          <Status kind={scope.usable ? "ok" : "warn"}>{t(scope.usable ? "works" : "worksNot")}</Status>
          {remove && (
            <Button ref={button} variant="tertiary" data-color="danger" loading={isBusy} onClick={remove}>
              {t("remove")}
              <span className="vh"> {t("removeWhat", { scope: scope.name })}</span>
            </Button>
          )}
        </span>
      }
    >
      {[t(scope.why), scope.delegable && t("delegable")].filter(Boolean).join(" · ")}
    </Row>
  );
}

type RemovedRowProps = { scope: RemovedScope; takesFocus: boolean; isBusy: boolean; undo: (() => void) | null };

function RemovedRow({ scope: { name: scope, endedAt, by, undoUntil }, takesFocus, isBusy, undo }: RemovedRowProps) {
  const t = useText(CLIENT_SCOPES);
  const f = useFormat();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <Row
      title={<s>{scope}</s>}
      action={
        undo && (
          <Button ref={button} variant="secondary" loading={isBusy} onClick={undo}>
            <ArrowUndoIcon aria-hidden />
            {t("undo")}
            <span className="vh"> {t("undoWhat", { scope })}</span>
          </Button>
        )
      }
    >
      {t("removed", { scope })} <RemovedBy by={by} at={endedAt} />
      {t("undoUntil", { clock: f.clock(undoUntil) })}
    </Row>
  );
}
