import { Button, Checkbox, Fieldset, Radio, Select, Field, Label, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { parseEmailAddress } from "../../../vocabulary/email-address.ts";
import { type EnvironmentName, ENVIRONMENTS } from "../../../vocabulary/environment.ts";
import { EVENT_KIND_NAMES, EVENT_KINDS, type EventKind } from "../../../vocabulary/event-kinds.ts";
import { type Language, LANGUAGES } from "../../../vocabulary/language.ts";
import { addPoint, changePoint, type NotificationPoint, notificationPoints, removePoint } from "../../api/notification-points.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { ModalDialog } from "../../parts/modal-dialog.tsx";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { beginSentence } from "../../text/format.ts";
import { useText } from "../../text/use-text.ts";
import { type LimitDraft, limitDraftOf, LimitFields } from "./limit-fields.tsx";
import { LIMITS } from "./limit-texts.ts";
import { POINTS } from "./texts.ts";

type PointDialogProps = { /** Which one, a new one, or none: closed. */ open: NotificationPoint | "new" | null; close: () => void };

/** One notification point, new or as it is. */
export function PointDialog({ open, close }: PointDialogProps) {
  const t = useText(POINTS);
  const heading = open === null || open === "new" ? t("addHeading") : t("changeHeading", { address: open.address });
  return (
    <ModalDialog open={open !== null} close={close} heading={heading} className="wide">
      {open !== null && <PointForm key={open === "new" ? "new" : open.id} point={open === "new" ? null : open} close={close} />}
    </ModalDialog>
  );
}

const DIGESTS = ["at_once", "daily"] as const;
type Draft = Pick<NotificationPoint, "address" | "label" | "kinds" | "environments" | "language" | "digest"> & LimitDraft;

const NEW_POINT = {
  address: "",
  label: "",
  kinds: ["incident", "maintenance", "key_expiry"],
  environments: [...ENVIRONMENTS],
  digest: "at_once",
} satisfies Partial<Draft>;
const chosenOf = ({ address, label, kinds, environments, language, digest }: NotificationPoint) => ({ address, label, kinds, environments, language, digest });

/** As the API takes it. */
const wishOf = ({ isLimited, clients, scopes, ...chosen }: Draft) => ({ ...chosen, limitedTo: isLimited ? { clients, scopes } : null });

const without = <T,>(all: readonly T[], one: T): T[] => all.filter((each) => each !== one);

function PointForm({ point, close }: { point: NotificationPoint | null; close: () => void }) {
  const t = useText(POINTS);
  const limits = useText(LIMITS);
  const shared = useText(SHARED);
  const language = useLanguage();
  const acting = useActing();
  const queries = useQueryClient();
  const ids = { address: useId(), kinds: useId(), where: useId(), limits: useId(), language: useId(), when: useId() };
  const [draft, setDraft, forgetDraft] = useDraft<Draft>(
    `notification-point/${acting.org}/${point ? `${point.id}/${point.updatedAt}` : "new"}`, // what a colleague changes makes another form of it
    { ...(point ? chosenOf(point) : { ...NEW_POINT, language }), ...limitDraftOf(point?.limitedTo ?? null) },
  );
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const [isSent, setSent] = useState(false);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const forget = () => {
    close();
    forgetDraft();
  };
  const settle = async (says: string) => {
    await queries.invalidateQueries({ queryKey: notificationPoints(acting).queryKey });
    forget();
    announce(says);
  };
  const address = draft.address.trim();
  const saving = useMutation({
    mutationFn: () => {
      const wish = wishOf({ ...draft, address, label: draft.label.trim() });
      if (!point) return addPoint(acting, wish, idempotencyKey);
      // Only what is another: what a colleague has changed meanwhile stays.
      const before = wishOf({ ...chosenOf(point), ...limitDraftOf(point.limitedTo) });
      const names = (Object.keys(wish) as (keyof typeof wish)[]).filter((name) => JSON.stringify(wish[name]) !== JSON.stringify(before[name]));
      return changePoint(acting, point.id, Object.fromEntries(names.map((name) => [name, wish[name]])));
    },
    onSuccess: (saved) => settle(saved.address !== point?.address ? t("sent", { address: saved.address }) : t("saved")),
  });
  const removing = useMutation({ mutationFn: () => removePoint(acting, point!.id), onSuccess: () => settle(t("removed", { address: point!.address })) });
  const faults = {
    address: parseEmailAddress(address) === null ? t("addressWrong") : undefined,
    kinds: draft.kinds.length === 0 ? t("kindsMissing") : undefined,
    where: draft.environments.length === 0 ? t("whereMissing") : undefined,
    limits: draft.isLimited && draft.clients.length + draft.scopes.length === 0 ? limits("missing") : undefined,
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    const first = (["address", "kinds", "where", "limits"] as const).find((field) => faults[field]);
    if (first) document.getElementById(ids[first])?.focus();
    else if (!saving.isPending) saving.mutate();
  };
  return (
    <form className="form" noValidate onSubmit={send}>
      <Textfield
        id={ids.address}
        type="email"
        autoComplete="off"
        label={t("address")}
        description={t("addressSays")}
        value={draft.address}
        error={isSent && faults.address}
        onChange={({ target }) => change({ address: target.value })}
      />
      <Textfield
        label={
          <>
            {t("label")} <span className="opt">{shared("optional")}</span>
          </>
        }
        description={t("labelSays")}
        value={draft.label}
        onChange={({ target }) => change({ label: target.value })}
      />
      <Fieldset id={ids.kinds} tabIndex={-1}>
        <Fieldset.Legend>{t("kinds")}</Fieldset.Legend>
        {EVENT_KINDS.map((kind: EventKind) => (
          <Checkbox
            key={kind}
            value={kind}
            label={EVENT_KIND_NAMES[kind][language]}
            checked={draft.kinds.includes(kind)}
            onChange={({ target }) => change({ kinds: target.checked ? [...draft.kinds, kind] : without(draft.kinds, kind) })}
          />
        ))}
        {isSent && faults.kinds && <ValidationMessage>{faults.kinds}</ValidationMessage>}
      </Fieldset>
      <Fieldset id={ids.where} tabIndex={-1}>
        <Fieldset.Legend>{t("where")}</Fieldset.Legend>
        {ENVIRONMENTS.map((env: EnvironmentName) => (
          <Checkbox
            key={env}
            value={env}
            label={shared(env === "test" ? "testEnvironment" : "prodEnvironment")}
            checked={draft.environments.includes(env)}
            onChange={({ target }) => change({ environments: target.checked ? [...draft.environments, env] : without(draft.environments, env) })}
          />
        ))}
        {isSent && faults.where && <ValidationMessage>{faults.where}</ValidationMessage>}
      </Fieldset>
      <LimitFields
        id={ids.limits}
        draft={draft}
        change={change}
        saved={point?.limitedTo ?? null}
        environments={draft.environments}
        fault={isSent && faults.limits}
      />
      <Field>
        <Label htmlFor={ids.language}>{t("language")}</Label>
        <Select id={ids.language} value={draft.language} onChange={({ target }) => change({ language: target.value as Language })}>
          {LANGUAGES.map((one) => (
            <Select.Option key={one} value={one}>
              {beginSentence(t(one))}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Fieldset>
        <Fieldset.Legend>{t("when")}</Fieldset.Legend>
        <Fieldset.Description>{t("whenSays")}</Fieldset.Description>
        {DIGESTS.map((digest) => (
          <Radio
            key={digest}
            name={ids.when}
            value={digest}
            label={beginSentence(t(digest))}
            checked={draft.digest === digest}
            onChange={() => change({ digest })}
          />
        ))}
      </Fieldset>
      {(saving.isError || removing.isError) && <Failed error={saving.error ?? removing.error} />}
      <div className="buttons">
        <Button type="submit" loading={saving.isPending}>
          {t(point ? "save" : "add")}
        </Button>
        {point && (
          <Button type="button" variant="tertiary" data-color="danger" loading={removing.isPending} onClick={() => removing.mutate()}>
            {t("remove")}
          </Button>
        )}
        <Button type="button" variant="tertiary" onClick={forget}>
          {shared("cancel")}
        </Button>
      </div>
    </form>
  );
}
