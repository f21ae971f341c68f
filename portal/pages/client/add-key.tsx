import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { addKey, type Client, type ClientKey } from "../../api/client.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { holdKey } from "../../keys/in-hand.ts";
import { KeyEntry } from "../../keys/key-entry.tsx";
import { AskToSave, isUnsaved } from "../../keys/made-key.tsx";
import { useKeyEntry, useKeyFault } from "../../keys/use-key-entry.ts";
import { Failed } from "../../parts/failed.tsx";
import { ModalDialog } from "../../parts/modal-dialog.tsx";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { CLIENT_KEYS } from "./key-texts.ts";
import { AddKeyContext } from "./use-add-key.ts";

/** The dialog that adds a key, and the way to open it from anywhere on the page. */
export function AddKey({ client, children }: { client: Client; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const isPossible = client.active && client.locked === null;
  return (
    <AddKeyContext value={isPossible ? () => setOpen(true) : null}>
      {children}
      {isPossible && <AddKeyDialog client={client} open={isOpen} close={() => setOpen(false)} />}
    </AddKeyContext>
  );
}

function AddKeyDialog({ client, open, close }: { client: Client; open: boolean; close: () => void }) {
  const t = useText(CLIENT_KEYS);
  const shared = useText(SHARED);
  const acting = useActing();
  const queries = useQueryClient();
  const entry = useKeyEntry();
  const faultOf = useKeyFault();
  const [fault, setFault] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const adding = useMutation({
    async mutationFn(): Promise<ClientKey[]> {
      const added = [];
      for (const key of entry.keys) added.push(await addKey(acting, client.clientId, key));
      return added;
    },
    async onSuccess(added) {
      if (entry.choice === "make" && entry.made) holdKey(client.clientId, entry.made);
      await queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients"] });
      close();
      entry.reset();
      announce(t("added", { kid: added.map(({ kid }) => kid).join(", ") }));
    },
  });
  const send = () => {
    const wrong = faultOf(entry);
    setFault(wrong);
    if (wrong) document.getElementById("new-key")?.focus();
    else if (isUnsaved(entry)) setAsking(true);
    else adding.mutate();
  };
  return (
    <>
      <ModalDialog open={open && !isAsking} close={close} heading={t("addHeading")} className="wide">
        <div className="form">
          <Paragraph>{t("addLead")}</Paragraph>
          <KeyEntry entry={entry} id="new-key" fault={fault ?? undefined} choices={["make", "paste"]} />
          {adding.isError && <Failed error={adding.error} />}
          <div className="buttons">
            <Button onClick={send} loading={adding.isPending}>
              {t(adding.isPending ? "sending" : "add")}
            </Button>
            <Button variant="tertiary" onClick={close}>
              {shared("cancel")}
            </Button>
          </div>
        </div>
      </ModalDialog>
      <AskToSave open={open && isAsking} close={() => setAsking(false)} entry={entry} goOnWords={t("goOn")} goOn={() => adding.mutate()} />
    </>
  );
}
