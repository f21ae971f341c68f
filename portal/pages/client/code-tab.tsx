import { Field, Heading, Label, Paragraph, Select, ToggleGroup } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { type Client, type ClientKey, clientKeys } from "../../api/client.ts";
import { issuerMetadata, type IssuerMetadata } from "../../api/installation.ts";
import { useActing } from "../../frame/where.tsx";
import { Code } from "../../parts/code.tsx";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { useText } from "../../text/use-text.ts";
import { CODE } from "./code-texts.ts";
import { SAMPLE_ALGORITHMS, SAMPLE_NAMES, type SampleAlgorithm, SAMPLES, type SampleName } from "./samples/sample.ts";

/** Code that fetches a token with this client, in the language of one's choice. */
export function CodeTab({ client }: { client: Client }) {
  const t = useText(CODE);
  const acting = useActing();
  const metadata = useQuery(issuerMetadata(acting.env));
  const keys = useQuery(clientKeys(acting, client.clientId));
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("heading")}
      </Heading>
      <Loaded query={metadata} says={t("loading")}>
        {(read) => (
          <>
            <Loaded query={keys} says={t("loading")}>
              {(all) => <Sample client={client} metadata={read} keys={all.keys.filter(({ status }) => status !== "expired")} />}
            </Loaded>
            <Heading level={3} data-size="2xs">
              {t("endpoints")}
            </Heading>
            <dl className="endpoints">
              <dt>{t("issuer")}</dt>
              <dd>
                <Code value={read.issuer} name={t("issuer")} />
              </dd>
              <dt>{t("tokenEndpoint")}</dt>
              <dd>
                <Code value={read.token_endpoint} name={t("tokenEndpoint")} />
              </dd>
            </dl>
          </>
        )}
      </Loaded>
    </section>
  );
}

/** What a key can be used with, of what the code can make. */
const algorithmOf = ({ algorithms }: ClientKey): SampleAlgorithm | undefined => SAMPLE_ALGORITHMS.find((alg) => algorithms.includes(alg));

function Sample({ client, metadata, keys }: { client: Client; metadata: IssuerMetadata; keys: readonly ClientKey[] }) {
  const t = useText(CODE);
  const [name, setName] = useState<SampleName>("curl");
  const [kid, setKid] = useState<string | null>(null);
  const [scope, setScope] = useState(client.scopes[0]?.name);
  const usable = keys.filter((key) => algorithmOf(key) !== undefined);
  const key = usable.find((one) => one.kid === kid) ?? usable.at(-1);
  const ids = { scope: useId(), key: useId() };
  if (!scope) return <Paragraph className="panel">{t("noScope")}</Paragraph>;
  if (!key) return <Paragraph className="panel">{t("noKey")}</Paragraph>;
  const sample = SAMPLES[name];
  const alg = algorithmOf(key)!;
  const lacks = (sample.lacks as readonly SampleAlgorithm[]).includes(alg);
  const facts = { issuer: metadata.issuer, tokenEndpoint: metadata.token_endpoint, clientId: client.clientId, kid: key.kid, alg, scope };
  return (
    <>
      <Paragraph className="note">{t.parts("lead", { file: <code key="file">key.pem</code> })}</Paragraph>
      <div className="code-choices">
        <ToggleGroup className="code-languages" aria-label={t("language")} value={name} onChange={(value) => setName(value as SampleName)}>
          {SAMPLE_NAMES.map((one) => (
            <ToggleGroup.Item key={one} value={one}>
              {SAMPLES[one].name}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup>
        {client.scopes.length > 1 && (
          <Field>
            <Label htmlFor={ids.scope}>{t("scope")}</Label>
            <Select id={ids.scope} value={scope} onChange={({ target }) => setScope(target.value)}>
              {client.scopes.map(({ name: one }) => (
                <Select.Option key={one} value={one}>
                  {one}
                </Select.Option>
              ))}
            </Select>
          </Field>
        )}
        {usable.length > 1 && (
          <Field>
            <Label htmlFor={ids.key}>{t("key")}</Label>
            <Select id={ids.key} value={key.kid} onChange={({ target }) => setKid(target.value)}>
              {usable.map((one) => (
                <Select.Option key={one.kid} value={one.kid}>
                  {one.kid}
                </Select.Option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {lacks ? (
        <Paragraph className="panel">{t("lacks", { language: sample.name, alg })}</Paragraph>
      ) : (
        <>
          <dl className="endpoints">
            {sample.install !== "" && (
              <>
                <dt>{t("install")}</dt>
                <dd>
                  <code>{sample.install}</code>
                </dd>
              </>
            )}
            <dt>{t("saveAs", { file: sample.file })}</dt>
            <dd>
              <code>{sample.run}</code>
            </dd>
          </dl>
          <CodeBlock code={sample.code(facts)} />
        </>
      )}
    </>
  );
}

function CodeBlock({ code }: { code: string }) {
  const t = useText(CODE);
  return (
    <div className="code-block">
      <CopyButton text={code} label={t("copy")} data-size="sm" />
      <pre>
        <code>{code}</code>
      </pre>
    </div>
  );
}
