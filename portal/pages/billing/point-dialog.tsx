import { Button, Checkbox, Fieldset, Radio, Select, Field, Label, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useState } from "react";
import { type EnvironmentName, ENVIRONMENTS } from "../../../vocabulary/environment.ts";
import { EVENT_KIND_NAMES, EVENT_KINDS, type EventKind } from "../../../vocabulary/event-kinds.ts";
import { type Language, LANGUAGES } from "../../../vocabulary/language.ts";
import { addPoint, changePoint, type NotificationPoint, notificationPoints, removePoint } from "../../api/notification-points.ts";
import { isProblem, VERSION_CHANGED } from "../../api/problem.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { ModalDialog } from "../../parts/modal-dialog.tsx";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { beginSentence } from "../../text/format.ts";
import { useText } from "../../text/use-text.ts";
import { LimitFields } from "./limit-fields.tsx";
import { LIMITS } from "./limit-texts.ts";
import { draftOf, faultsOf, isOutdated, newDraft, type PointDraft, type PointFault, wishOf } from "./point-draft.ts";
import { PointOvertaken } from "./point-overtaken.tsx";
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

/** Where the focus goes. */
const FIELD_OF = { addressWrong: "address", kindsMissing: "kinds", whereMissing: "where", limitsMissing: "limits" } as const satisfies Record<
  PointFault,
  string
>;

const without = <T,>(all: readonly T[], one: T): T[] => all.filter((each) => each !== one);

function PointForm({ point, close }: { point: NotificationPoint | null; close: () => void }) {
  const t = useText(POINTS);
  const limits = useText(LIMITS);
  const shared = useText(SHARED);
  const language = useLanguage();
  const acting = useActing();
  const queries = useQueryClient();
  const ids = { address: useId(), kinds: useId(), where: useId(), limits: useId(), language: useId(), when: useId() };
  const [draft, setDraft, forgetDraft] = useDraft<PointDraft>(
    `notification-point/${acting.org}/${point?.id ?? "new"}`,
    point ? draftOf(point) : newDraft(language),
  );
  useEffect(() => {
    if (point) setDraft((kept) => (isOutdated(kept, point.version) ? draftOf(point) : kept));
  }, [point, setDraft]);
  const change = (part: Partial<PointDraft>) => setDraft((before) => ({ ...before, ...part }));
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
  const saving = useMutation({
    mutationFn: (version: number) => (point ? changePoint(acting, point.id, wishOf(draft), version) : addPoint(acting, wishOf(draft), idempotencyKey)),
    onSuccess: (saved) => settle(saved.address !== point?.address ? t("sent", { address: saved.address }) : t("saved")),
    onError: (error) => (isProblem(error, VERSION_CHANGED) ? queries.invalidateQueries({ queryKey: notificationPoints(acting).queryKey }) : undefined),
  });
  const removing = useMutation({ mutationFn: () => removePoint(acting, point!.id), onSuccess: () => settle(t("removed", { address: point!.address })) });
  const now = useQuery(notificationPoints(acting)).data?.find(({ id }) => id === point?.id);
  const isOvertaken = isProblem(saving.error, VERSION_CHANGED) && now !== undefined && now.version !== draft.version;
  const found = isSent ? faultsOf(draft) : [];
  const says = (fault: PointFault) => found.includes(fault) && (fault === "limitsMissing" ? limits("missing") : t(fault));
  const send = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    const [first] = faultsOf(draft);
    if (first) document.getElementById(ids[FIELD_OF[first]])?.focus();
    else if (!saving.isPending) saving.mutate(draft.version);
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
        error={says("addressWrong")}
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
        {says("kindsMissing") && <ValidationMessage>{says("kindsMissing")}</ValidationMessage>}
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
        {says("whereMissing") && <ValidationMessage>{says("whereMissing")}</ValidationMessage>}
      </Fieldset>
      <LimitFields
        id={ids.limits}
        draft={draft}
        change={change}
        saved={point?.limitedTo ?? null}
        environments={draft.environments}
        fault={says("limitsMissing")}
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
      {isOvertaken && (
        <PointOvertaken
          draft={draft}
          now={now}
          keepMine={() => saving.mutate(now.version)}
          takeTheirs={() => {
            setDraft(draftOf(now));
            saving.reset();
          }}
          isSaving={saving.isPending}
        />
      )}
      {((saving.isError && !isOvertaken) || removing.isError) && <Failed error={saving.error ?? removing.error} />}
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
