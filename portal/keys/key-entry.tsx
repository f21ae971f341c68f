/** The part of a form where a key comes in (picture newclient): made in the browser, pasted in any form that the API takes, or none now. */
import { Button, Field, Fieldset, Heading, Label, Paragraph, Radio, Select, Textarea, ValidationMessage } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useRef } from "react";
import { useFocusWhenThere } from "../frame/take-focus.ts";
import { useFormat } from "../text/use-format.ts";
import { useText } from "../text/use-text.ts";
import { KEY_KINDS, type KeyKind, possibleKinds } from "./key-pair.ts";
import { MadeKey } from "./made-key.tsx";
import type { ReadKey } from "./pasted.ts";
import { KEYS } from "./texts.ts";
import { KEY_CHOICES, type KeyChoice, type KeyEntryState, usePastedFault } from "./use-key-entry.ts";

type KeyEntryProps = {
  entry: KeyEntryState;
  /** Of what takes the focus from an error summary: the field, or the button that makes a pair. */
  id: string;
  /** Said after something was sent. */
  fault?: string | undefined;
  /** Which ways there are here: a page that adds a key has no `later`. */
  choices?: readonly KeyChoice[];
};

const KIND_TEXT = { "RSA-3072": "rsa3072", "RSA-2048": "rsa2048", "P-256": "p256", Ed25519: "ed25519" } as const satisfies Record<KeyKind, keyof typeof KEYS>;

export function KeyEntry({ entry, id, fault, choices = KEY_CHOICES }: KeyEntryProps) {
  const t = useText(KEYS);
  const name = useId();
  const says = { make: t("makeSays"), paste: t("pasteSays"), later: t("laterSays") };
  return (
    <Fieldset className="key-entry">
      <Fieldset.Legend className="vh">{t("legend")}</Fieldset.Legend>
      {choices.map((choice) => (
        <div key={choice}>
          <Radio
            name={name}
            value={choice}
            label={t(choice)}
            description={says[choice]}
            checked={entry.choice === choice}
            onChange={() => entry.choose(choice)}
          />
          {entry.choice === choice && choice !== "later" && (
            <div className="below-choice key-below">
              {choice === "make" ? <Make entry={entry} id={id} fault={fault} /> : <Paste entry={entry} id={id} fault={fault} />}
            </div>
          )}
        </div>
      ))}
    </Fieldset>
  );
}

type PartProps = { entry: KeyEntryState; id: string; fault: string | undefined };

function Make({ entry, id, fault }: PartProps) {
  const t = useText(KEYS);
  const kindId = useId();
  const focusWhenThere = useFocusWhenThere();
  const news = useRef<HTMLHeadingElement>(null);
  const { data: kinds = KEY_KINDS } = useQuery({ queryKey: ["possible-kinds-of-keys"], queryFn: possibleKinds, staleTime: Number.POSITIVE_INFINITY });
  if (entry.made) return <MadeKey made={entry.made} isSaved={entry.isSaved} saved={entry.saved} headingRef={news} />;
  if (kinds.length === 0) return <Paragraph>{t("cannotMake")}</Paragraph>;
  const make = async () => {
    await entry.make();
    focusWhenThere(() => news.current);
  };
  return (
    <>
      <Field>
        <Label htmlFor={kindId}>{t("kind")}</Label>
        <Field.Description>{t("kindSays")}</Field.Description>
        <Select id={kindId} value={entry.kind} onChange={(event) => entry.setKind(event.target.value as KeyKind)}>
          {kinds.map((kind) => (
            <Select.Option key={kind} value={kind}>
              {t(KIND_TEXT[kind])}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <div>
        <Button id={id} variant="secondary" onClick={() => void make()} loading={entry.isMaking}>
          {t(entry.isMaking ? "making" : "makeNow")}
        </Button>
        {fault && <ValidationMessage>{fault}</ValidationMessage>}
      </div>
    </>
  );
}

function Paste({ entry, id, fault }: PartProps) {
  const t = useText(KEYS);
  const pastedFault = usePastedFault();
  const { read } = entry;
  const says = pastedFault(read) ?? (entry.isWanting ? fault : undefined);
  return (
    <>
      <Field>
        <Label htmlFor={id}>{t("field")}</Label>
        <Textarea
          id={id}
          className="key-text"
          rows={6}
          spellCheck={false}
          autoComplete="off"
          value={entry.pasted}
          onChange={(event) => entry.paste(event.target.value)}
          aria-invalid={says !== undefined && says !== null}
        />
        {says && <ValidationMessage role="alert">{says}</ValidationMessage>}
      </Field>
      {read.state === "read" && (
        <div className="panel key-read" role="status">
          {read.keys.map((key, i) => (
            <KeySaid key={i} read={key} />
          ))}
        </div>
      )}
    </>
  );
}

const ADVISED_RSA_BITS = 3_072;

/** What was pasted, in plain words: kind, size, whose, until when. */
function KeySaid({ read: { form, kind, bits, kid, until, holder } }: { read: ReadKey }) {
  const t = useText(KEYS);
  const f = useFormat();
  const named = kind === "RSA" ? t("rsaBits", { bits: String(bits) }) : kind;
  return (
    <div>
      <Heading level={3} data-size="2xs">
        {form === "certificate" || holder !== null ? t("isCertificate", { holder: holder ?? t("unnamedHolder"), kind: named }) : t("isKey", { kind: named })}
      </Heading>
      <Paragraph>
        {kid !== null && `${t("withKid", { kid })} `}
        {t("worksUntil", { day: f.day(until.toISOString()) })}
      </Paragraph>
      {kind === "RSA" && bits < ADVISED_RSA_BITS && <Paragraph className="subtle">{t("weakish")}</Paragraph>}
    </div>
  );
}
