/** A token fetched here and now, shown decoded; or why there was none, with the button that mends it. */
import { Button, Checkbox, Field, Fieldset, Label, Paragraph, Radio, Textarea, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { addKey, type Client, clientKeys } from "../../api/client.ts";
import { issuerMetadata } from "../../api/installation.ts";
import { serverNow } from "../../api/session.ts";
import { fetchToken, type FetchedToken } from "../../api/token.ts";
import { useActing } from "../../frame/where.tsx";
import { signGrant } from "../../keys/grant.ts";
import { holdKey, type KeyInHand, keyInHand } from "../../keys/in-hand.ts";
import { makeKeyPair } from "../../keys/key-pair.ts";
import { readPrivateKey } from "../../keys/private-key.ts";
import { Failed } from "../../parts/failed.tsx";
import { ModalDialog } from "../../parts/modal-dialog.tsx";
import { useMayOnceFresh } from "../../permissions/use-may.ts";
import { useText } from "../../text/use-text.ts";
import { TryResult } from "./try-result.tsx";
import { TRY } from "./try-texts.ts";

export function TryNow({ client }: { client: Client }) {
  const t = useText(TRY);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      <ModalDialog open={isOpen} close={() => setOpen(false)} heading={t("heading", { client: client.name })} className="wide">
        <Trial client={client} />
      </ModalDialog>
    </>
  );
}

const HOW = ["inHand", "paste", "make"] as const;
type How = (typeof HOW)[number];
type Fault = "scopeMissing" | "keyMissing" | "keyUnreadable" | "keyStrange";

/** What is wrong with what was entered. */
class Wrong extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

function Trial({ client }: { client: Client }) {
  const t = useText(TRY);
  const acting = useActing();
  const ids = { scopes: useId(), how: useId(), key: useId() };
  const queries = useQueryClient();
  const metadata = useQuery(issuerMetadata(acting.env));
  const mayAdd = useMayOnceFresh("key.change");
  const held = keyInHand(client.clientId);
  const ways = HOW.filter((way) => (way === "inHand" ? held !== null : way === "paste" || mayAdd.state === "allowed"));
  const [how, setHow] = useState<How>(ways[0]!);
  const [scopes, setScopes] = useState<readonly string[]>(client.scopes.slice(0, 1).map(({ name }) => name));
  const [resource, setResource] = useState("");
  const [privateKey, setPrivateKey] = useState("");

  const keyOf = async (): Promise<KeyInHand> => {
    if (how === "inHand" && held) return held;
    if (how === "make") {
      const made = await makeKeyPair("RSA-2048");
      await addKey(acting, client.clientId, made.publicJwk);
      holdKey(client.clientId, made);
      await queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients", client.clientId, "keys"] });
      setHow("inHand");
      return made;
    }
    if (privateKey.trim() === "") throw new Wrong("keyMissing");
    const given = await readPrivateKey(privateKey);
    if (!given) throw new Wrong("keyUnreadable");
    // Which of the client's keys it is tells its thumbprint: nobody has to know key IDs.
    const ours = (await queries.fetchQuery(clientKeys(acting, client.clientId))).keys.find(({ thumbprint }) => thumbprint === given.thumbprint);
    if (!ours) throw new Wrong("keyStrange");
    return { ...given, kid: ours.kid };
  };
  const trying = useMutation({
    async mutationFn(): Promise<FetchedToken> {
      if (scopes.length === 0) throw new Wrong("scopeMissing");
      const { issuer } = await queries.ensureQueryData(issuerMetadata(acting.env));
      const { privateKey: key, kid, alg } = await keyOf();
      const about = { clientId: client.clientId, audience: issuer, scope: scopes.join(" "), ...(resource.trim() !== "" && { resource: resource.trim() }) };
      // By the server's clock: the one of this machine may be wrong, which is not what is tried here.
      return fetchToken(acting.env, await signGrant({ key, kid, alg, ...about, now: serverNow(acting.me) }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [acting.env, acting.org, "clients", client.clientId] }),
  });
  const fault = trying.error instanceof Wrong ? trying.error.fault : null;
  if (client.scopes.length === 0) return <Paragraph>{t("noScopes")}</Paragraph>;
  return (
    <div className="form">
      <Paragraph>{t("lead")}</Paragraph>
      <Fieldset>
        <Fieldset.Legend>{t("scopes")}</Fieldset.Legend>
        {client.scopes.map(({ name }) => (
          <Checkbox
            key={name}
            name={ids.scopes}
            value={name}
            label={name}
            checked={scopes.includes(name)}
            onChange={({ target }) => setScopes(target.checked ? [...scopes, name] : scopes.filter((one) => one !== name))}
          />
        ))}
        {fault === "scopeMissing" && <ValidationMessage role="alert">{t(fault)}</ValidationMessage>}
      </Fieldset>
      <Fieldset>
        <Fieldset.Legend>{t("withKey")}</Fieldset.Legend>
        {ways.map((way) => (
          <Radio
            key={way}
            name={ids.how}
            value={way}
            label={way === "inHand" ? t(way, { kid: held?.kid ?? "" }) : t(way)}
            description={way === "paste" ? t("pasteSays") : way === "make" ? t("makeSays") : undefined}
            checked={how === way}
            onChange={() => setHow(way)}
          />
        ))}
      </Fieldset>
      {how === "paste" && (
        <Field>
          <Label htmlFor={ids.key}>{t("privateKey")}</Label>
          <Textarea
            id={ids.key}
            className="key-text"
            rows={5}
            spellCheck={false}
            autoComplete="off"
            value={privateKey}
            onChange={({ target }) => setPrivateKey(target.value)}
          />
          {fault !== null && fault !== "scopeMissing" && <ValidationMessage role="alert">{t(fault)}</ValidationMessage>}
        </Field>
      )}
      <Textfield label={t("resource")} description={t("resourceSays")} value={resource} onChange={({ target }) => setResource(target.value)} />
      {trying.isError && fault === null && <Failed error={trying.error} />}
      <div className="buttons">
        <Button onClick={() => trying.mutate()} loading={trying.isPending || metadata.isPending}>
          {t(trying.isPending ? "fetching" : trying.data ? "again" : "fetch")}
        </Button>
      </div>
      {trying.data && !trying.isPending && <TryResult client={client} scopes={scopes.join(" ")} result={trying.data} />}
    </div>
  );
}
