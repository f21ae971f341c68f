import { Button, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { parseEmailAddress } from "../../../vocabulary/email-address.ts";
import { changeMyEmail, type MyEmail, myEmail, removeMyEmail } from "../../api/email.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useSignedIn } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Loaded, RowsSkeleton } from "../../parts/loaded.tsx";
import { Status } from "../../parts/status.tsx";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { EMAIL } from "./email-texts.ts";

/** Where mails to the person go: only to an address that he or she has confirmed. */
export function Email() {
  const t = useText(EMAIL);
  const { env } = useSignedIn();
  return (
    <Loaded query={useQuery(myEmail(env))} says={t("loading")} skeleton={<RowsSkeleton rows={1} />}>
      {(email) => <Addresses email={email} />}
    </Loaded>
  );
}

function Addresses({ email: { address, pending } }: { email: MyEmail }) {
  const t = useText(EMAIL);
  const f = useFormat();
  const { env } = useSignedIn();
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string>();
  const settle = () => client.invalidateQueries({ queryKey: myEmail(env).queryKey });
  const changing = useMutation({
    mutationFn: (wanted: string) => changeMyEmail(env, wanted),
    async onSuccess(_, wanted) {
      setTyped("");
      await settle();
      announce(t("sent", { address: wanted }));
    },
  });
  const removing = useMutation({
    mutationFn: () => removeMyEmail(env),
    async onSuccess() {
      await settle();
      announce(t("removed"));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const isAddress = parseEmailAddress(typed.trim()) !== null;
    setFault(isAddress ? undefined : t("wrong"));
    if (isAddress && !changing.isPending) changing.mutate(typed.trim());
  };
  return (
    <div className="form">
      {address !== null && (
        <p className="row-end">
          <strong>{address}</strong> <Status kind="ok">{t("verified")}</Status>
          <Button variant="tertiary" data-color="danger" loading={removing.isPending} onClick={() => removing.mutate()}>
            {t("remove")}
          </Button>
        </p>
      )}
      {pending && (
        <div className="panel">
          <p className="row-end">
            <strong>{pending.address}</strong> <Status kind="wait">{t("waiting")}</Status>
          </p>
          <Paragraph>{t("followLink", { until: f.dayAndTime(pending.expiresAt) })}</Paragraph>
          <Button variant="secondary" loading={changing.isPending} onClick={() => changing.mutate(pending.address)}>
            {t("sendAgain")}
          </Button>
        </div>
      )}
      {address === null && !pending && <Paragraph>{t("none")}</Paragraph>}
      <form className="form" noValidate onSubmit={send}>
        <Textfield
          label={t(address === null && !pending ? "address" : "another")}
          type="email"
          autoComplete="email"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={fault}
        />
        {(changing.isError || removing.isError) && <Failed error={changing.error ?? removing.error} />}
        <div className="buttons">
          <Button type="submit" variant="secondary" loading={changing.isPending && changing.variables !== pending?.address}>
            {t("confirm")}
          </Button>
        </div>
      </form>
    </div>
  );
}
