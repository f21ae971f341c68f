import { Button } from "@digdir/designsystemet-react";
import { ArrowUndoIcon, KeyVerticalIcon } from "@navikt/aksel-icons";
import { useEffect, useRef } from "react";
import type { ClientKey, RemovedKey } from "../../api/client.ts";
import { Code } from "../../parts/code.tsx";
import { RemovedBy } from "../../parts/removed-by.tsx";
import { Row } from "../../parts/row.tsx";
import { Status } from "../../parts/status.tsx";
import { daysUntil } from "../../text/day.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { CLIENT_KEYS } from "./key-texts.ts";

type KeyRowProps = {
  shown: ClientKey;
  /** Whether the person can change keys of this client. */
  isOpen: boolean;
  takesFocus: boolean;
  isRenewing: boolean;
  isRemoving: boolean;
  renew: () => void;
  remove: () => void;
};

export function KeyRow({ shown, isOpen, takesFocus, isRenewing, isRemoving, renew, remove }: KeyRowProps) {
  const t = useText(CLIENT_KEYS);
  const f = useFormat();
  const button = useFocus(takesFocus);
  const { kid, algorithm, kind, sizeBits, certificate, lastUsedAt, expiresAt, status } = shown;
  const facts = [
    kind === "RSA" ? `${algorithm} · ${sizeBits} bit` : `${algorithm} · ${kind}`,
    certificate && t("certificate", { subject: certificate.subject }),
    lastUsedAt ? t("lastUsed", { when: f.whenWithin(lastUsedAt) }) : t("neverUsed"),
    t(status === "expired" ? "expiredOn" : "expires", { day: f.day(expiresAt) }),
  ];
  // Of a certificate the end is its own: sent again it ends on the same day.
  const isRenewable = isOpen && status !== "valid" && certificate === null;
  return (
    <Row
      icon={<KeyVerticalIcon aria-hidden />}
      title={<Code value={kid} name={t("keyId")} />}
      action={
        <span className="row-end">
          <KeyStatus shown={shown} />
          {isRenewable && (
            <Button ref={button} variant="secondary" loading={isRenewing} onClick={renew}>
              {t("renew")}
              <span className="vh"> {t("renewWhat", { kid })}</span>
            </Button>
          )}
          {isOpen && (
            <Button ref={isRenewable ? null : button} variant="tertiary" data-color="danger" loading={isRemoving} onClick={remove}>
              {t("remove")}
              <span className="vh"> {t("renewWhat", { kid })}</span>
            </Button>
          )}
        </span>
      }
    >
      {facts.filter(Boolean).join(" · ")}
    </Row>
  );
}

function KeyStatus({ shown: { status, expiresAt } }: { shown: ClientKey }) {
  const t = useText(CLIENT_KEYS);
  if (status === "expired") return <Status kind="stop">{t("expired")}</Status>;
  if (status === "valid") return <Status kind="ok">{t("works")}</Status>;
  const days = daysUntil(expiresAt);
  return <Status kind="warn">{days < 1 ? t("expiresTomorrow") : t("expiresIn", { n: days })}</Status>;
}

type RemovedKeyRowProps = { removed: RemovedKey; isOpen: boolean; takesFocus: boolean; isBusy: boolean; undo: () => void };

export function RemovedKeyRow({ removed: { kid, endedAt, by, undoUntil }, isOpen, takesFocus, isBusy, undo }: RemovedKeyRowProps) {
  const t = useText(CLIENT_KEYS);
  const f = useFormat();
  const button = useFocus(takesFocus);
  return (
    <Row
      icon={<KeyVerticalIcon aria-hidden />}
      title={<s>{kid}</s>}
      action={
        isOpen && (
          <Button ref={button} variant="secondary" loading={isBusy} onClick={undo}>
            <ArrowUndoIcon aria-hidden />
            {t("undo")}
            <span className="vh"> {t("undoWhat", { kid })}</span>
          </Button>
        )
      }
    >
      {t("removed", { kid })} <RemovedBy by={by} at={endedAt} />
      {t("undoUntil", { clock: f.clock(undoUntil) })}
    </Row>
  );
}

function useFocus(takesFocus: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return button;
}
