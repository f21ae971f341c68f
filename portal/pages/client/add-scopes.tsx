import { Button } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addScope, type Client } from "../../api/client.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { ModalDialog } from "../../parts/modal-dialog.tsx";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { ScopePicker } from "../clients/scope-picker.tsx";
import { CLIENT_SCOPES } from "./scopes-texts.ts";

/** Finds more scopes for a client, each with what is in the way of it. */
export function AddScopes({ client, open, close }: { client: Client; open: boolean; close: () => void }) {
  const t = useText(CLIENT_SCOPES);
  return (
    <ModalDialog open={open} close={close} heading={t("addHeading", { client: client.name })} className="wide">
      <Choose client={client} close={close} />
    </ModalDialog>
  );
}

function Choose({ client, close }: { client: Client; close: () => void }) {
  const t = useText(CLIENT_SCOPES);
  const shared = useText(SHARED);
  const acting = useActing();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string>();
  const adding = useMutation({
    async mutationFn() {
      // One by one, so that one that is refused keeps none of the others: those that are done leave the choice.
      for (const scope of chosen) {
        await addScope(acting, client.clientId, scope);
        setChosen((before) => before.filter((one) => one !== scope));
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients"] }),
    onSuccess() {
      close();
      announce(t("added"));
    },
  });
  const send = () => {
    setFault(chosen.length === 0 ? t("choose") : undefined);
    if (chosen.length === 0) document.getElementById("add-scopes")?.focus();
    else if (!adding.isPending) adding.mutate();
  };
  return (
    <div className="form">
      <ScopePicker
        id="add-scopes"
        chosen={chosen}
        change={setChosen}
        typed={typed}
        type={setTyped}
        alreadyOn={client.scopes.map(({ name }) => name)}
        purpose={client.description}
        fault={fault}
      />
      {adding.isError && <Failed error={adding.error} />}
      <div className="buttons">
        <Button onClick={send} loading={adding.isPending}>
          {chosen.length > 1 ? t("addChosen", { n: chosen.length }) : t("addOne")}
        </Button>
        <Button variant="tertiary" onClick={close}>
          {shared("cancel")}
        </Button>
      </div>
    </div>
  );
}
