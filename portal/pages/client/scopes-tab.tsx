/** The scopes of a client: whether each works now and why not, taken off with undo, and more added from the picker. */
import { Button, Paragraph } from "@digdir/designsystemet-react";
import { ArrowUndoIcon, PadlockUnlockedIcon, PlusIcon } from "@navikt/aksel-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { addScope, type Client, removeScope } from "../../api/client.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Code } from "../../parts/code.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Row } from "../../parts/row.tsx";
import { Status } from "../../parts/status.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useText } from "../../text/use-text.ts";
import { AddScopes } from "./add-scopes.tsx";
import { CLIENT_SCOPES } from "./scopes-texts.ts";

type ClientScope = Client["scopes"][number];

export function ScopesTab({ client }: { client: Client }) {
  const t = useText(CLIENT_SCOPES);
  const acting = useActing();
  const queries = useQueryClient();
  const may = useMay("client.change");
  const [isAdding, setAdding] = useState(false);
  /** Taken off on this page: they stay in their place, with the way back. */
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const [focusOn, setFocusOn] = useState<string | null>(null);
  const settle = async (scope: string) => {
    await queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients"] });
    setFocusOn(scope);
  };
  const removing = useMutation({
    mutationFn: (scope: string) => removeScope(acting, client.clientId, scope),
    async onSuccess(_, scope) {
      setRemoved((before) => [...before, scope]);
      await settle(scope);
      announce(t("removed", { scope }));
    },
  });
  const undoing = useMutation({
    mutationFn: (scope: string) => addScope(acting, client.clientId, scope),
    async onSuccess(_, scope) {
      setRemoved((before) => before.filter((one) => one !== scope));
      await settle(scope);
      announce(t("undone", { scope }));
    },
  });
  const isOpen = client.active && client.locked === null && client.type !== "krr";
  const gone = removed.filter((scope) => !client.scopes.some(({ name }) => name === scope));
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
      {client.scopes.length + gone.length === 0 && <Paragraph className="panel">{t("none")}</Paragraph>}
      {client.scopes.length + gone.length > 0 && (
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
          {gone.map((scope) => (
            <RemovedRow
              key={scope}
              scope={scope}
              takesFocus={focusOn === scope}
              isBusy={undoing.isPending && undoing.variables === scope}
              undo={() => undoing.mutate(scope)}
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

function RemovedRow({ scope, takesFocus, isBusy, undo }: { scope: string; takesFocus: boolean; isBusy: boolean; undo: () => void }) {
  const t = useText(CLIENT_SCOPES);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <Row
      title={<s>{scope}</s>}
      action={
        <Button ref={button} variant="secondary" loading={isBusy} onClick={undo}>
          <ArrowUndoIcon aria-hidden />
          {t("undo")}
          <span className="vh"> {t("undoWhat", { scope })}</span>
        </Button>
      }
    >
      {t("removed", { scope })}
    </Row>
  );
}
