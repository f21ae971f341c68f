/** The keys of a client: how each stands, renewed with one button, taken out of use with undo, and new ones added beside the old. */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addKey, type Client, type ClientKey, clientKeys, type RemovedKey, removeKey, undoRemovalOfKey } from "../../api/client.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Loaded, RowsSkeleton } from "../../parts/loaded.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMayOnceFresh } from "../../permissions/use-may.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { KeyRow, RemovedKeyRow } from "./key-row.tsx";
import { CLIENT_KEYS } from "./key-texts.ts";
import { useAddKey } from "./use-add-key.ts";

export function KeySection({ client }: { client: Client }) {
  const t = useText(CLIENT_KEYS);
  const shared = useText(SHARED);
  const acting = useActing();
  const may = useMayOnceFresh("key.change");
  const openDialog = useAddKey();
  return (
    <section className="section">
      <div className="section-head">
        <Heading level={2} data-size="xs">
          {t("heading")}
        </Heading>
        {openDialog && client.active && !client.locked && (
          <MayButton may={may} reasonId="change-key" variant="secondary" onClick={openDialog}>
            <PlusIcon aria-hidden />
            {t("add")}
          </MayButton>
        )}
      </div>
      <Reason may={may} id="change-key" heading={t("cannot", { env: shared(acting.env) })} />
      <Loaded query={useQuery(clientKeys(acting, client.clientId))} says={t("loading")} skeleton={<RowsSkeleton rows={2} />}>
        {({ keys, removed }) => <Keys client={client} keys={keys} removed={removed} isOpen={may.state === "allowed" && client.active && !client.locked} />}
      </Loaded>
    </section>
  );
}

type KeysProps = { client: Client; keys: readonly ClientKey[]; removed: readonly RemovedKey[]; isOpen: boolean };

function Keys({ client, keys, removed, isOpen }: KeysProps) {
  const t = useText(CLIENT_KEYS);
  const f = useFormat();
  const acting = useActing();
  const queries = useQueryClient();
  const [focusOn, setFocusOn] = useState<string | null>(null);
  const settle = async (kid: string) => {
    await queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients"] });
    setFocusOn(kid);
  };
  const renewing = useMutation({
    mutationFn: ({ jwk }: ClientKey) => addKey(acting, client.clientId, jwk),
    async onSuccess({ kid, expiresAt }) {
      await settle(kid);
      announce(t("renewed", { kid, day: f.day(expiresAt) }));
    },
  });
  const removing = useMutation({
    mutationFn: ({ kid }: ClientKey) => removeKey(acting, client.clientId, kid),
    async onSuccess(_, key) {
      await settle(key.kid);
      announce(t("removed", { kid: key.kid }));
    },
  });
  const undoing = useMutation({
    mutationFn: (key: RemovedKey) => undoRemovalOfKey(acting, client.clientId, key),
    async onSuccess(_, { kid }) {
      await settle(kid);
      announce(t("undone", { kid }));
    },
    onError: () => queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients"] }),
  });
  const failed = renewing.error ?? removing.error ?? undoing.error;
  return (
    <>
      {failed && <Failed error={failed} />}
      {keys.length + removed.length === 0 && <NoKey />}
      {keys.length + removed.length > 0 && (
        <ul className="rows">
          {keys.map((key) => (
            <KeyRow
              key={key.kid}
              shown={key}
              isOpen={isOpen}
              takesFocus={focusOn === key.kid}
              isRenewing={renewing.isPending && renewing.variables.kid === key.kid}
              isRemoving={removing.isPending && removing.variables.kid === key.kid}
              renew={() => renewing.mutate(key)}
              remove={() => removing.mutate(key)}
            />
          ))}
          {removed.map((key) => (
            <RemovedKeyRow
              key={key.kid}
              removed={key}
              isOpen={isOpen}
              takesFocus={focusOn === key.kid}
              isBusy={undoing.isPending && undoing.variables.kid === key.kid}
              undo={() => undoing.mutate(key)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function NoKey() {
  const t = useText(CLIENT_KEYS);
  const openDialog = useAddKey();
  return (
    <div className="panel">
      <Paragraph>{t("none")}</Paragraph>
      {openDialog && <Button onClick={openDialog}>{t("add")}</Button>}
    </div>
  );
}
