import { Button, Paragraph, Table } from "@digdir/designsystemet-react";
import { ArrowUndoIcon, TrashIcon } from "@navikt/aksel-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type AriaAttributes, useEffect, useRef, useState } from "react";
import { type ListedAccess, removeAccess, undoRemovalOfAccess } from "../../api/accesses.ts";
import type { Scope } from "../../api/scopes.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { RemovedBy } from "../../parts/removed-by.tsx";
import { Status } from "../../parts/status.tsx";
import { lastDayBefore } from "../../text/day.ts";
import { msUntil } from "../../text/time.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { ACCESSES } from "./access-texts.ts";

const DAY_MS = 86_400_000;
/** An end that is so near is told with the row. */
const SOON_DAYS = 30;

type Column = "consumer" | "lastUsed";
type AccessTableProps = { scope: Scope; accesses: readonly ListedAccess[]; shown: number; mayRemove: boolean };

export function AccessTable({ scope, accesses, shown, mayRemove }: AccessTableProps) {
  const t = useText(ACCESSES);
  const f = useFormat();
  const { env, org } = useActing();
  const client = useQueryClient();
  const [order, setOrder] = useState<{ by: Column; isDescending: boolean }>({ by: "consumer", isDescending: false });
  /** Whose button takes the focus once the list has been read anew: what was pressed is gone. */
  const [focusOn, setFocusOn] = useState<string | null>(null);
  const settle = async ({ consumer }: ListedAccess) => {
    await client.invalidateQueries({ queryKey: [env, org] });
    setFocusOn(consumer.number);
  };
  const nameOf = ({ consumer }: ListedAccess) => consumer.name ?? f.orgNumber(consumer.number);
  const removing = useMutation({
    mutationFn: ({ consumer }: ListedAccess) => removeAccess({ env, org }, scope.name, consumer.number),
    async onSuccess(removed, access) {
      await settle(access);
      announce(`${t("removed")} ${t("fromNow")} ${t("undoUntil", { clock: f.clock(removed.undoUntil ?? removed.lastChangedAt) })}`);
    },
  });
  const undoing = useMutation({
    mutationFn: ({ consumer, endedAt }: ListedAccess) => undoRemovalOfAccess({ env, org }, scope.name, consumer.number, endedAt ?? ""),
    async onSuccess(_, access) {
      await settle(access);
      announce(t("undone", { organization: nameOf(access) }));
    },
    onError: () => client.invalidateQueries({ queryKey: [env, org, "scope", scope.name] }),
  });
  const failed = removing.error ?? undoing.error;
  const isBusy = (access: ListedAccess) => {
    const one = access.state === "APPROVED" ? removing : undoing;
    return one.isPending && one.variables.consumer.number === access.consumer.number;
  };
  const sorted = accesses.toSorted((a, b) => {
    const difference =
      order.by === "consumer" ? nameOf(a).localeCompare(nameOf(b), "nb") : Date.parse(a.lastUsedAt ?? "1970-01-01") - Date.parse(b.lastUsedAt ?? "1970-01-01");
    return order.isDescending ? -difference : difference;
  });
  const sortOf = (by: Column): { sort: AriaAttributes["aria-sort"]; onClick: () => void } => ({
    sort: order.by !== by ? "none" : order.isDescending ? "descending" : "ascending",
    onClick: () => setOrder({ by, isDescending: order.by === by ? !order.isDescending : by === "lastUsed" }),
  });
  return (
    <>
      {failed && <Failed error={failed} />}
      <Table className="cards" border>
        <caption className="vh">{t("heading")}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col" {...sortOf("consumer")}>
              {t("consumer")}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">{t("valid")}</Table.HeaderCell>
            <Table.HeaderCell scope="col" {...sortOf("lastUsed")}>
              {t("lastUsed")}
            </Table.HeaderCell>
            {mayRemove && (
              <Table.HeaderCell scope="col">
                <span className="vh">{t("remove")}</span>
              </Table.HeaderCell>
            )}
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {sorted.slice(0, shown).map((access) => (
            <AccessRow
              key={access.consumer.number}
              access={access}
              mayRemove={mayRemove}
              isBusy={isBusy(access)}
              takesFocus={focusOn === access.consumer.number}
              remove={() => removing.mutate(access)}
              undo={() => undoing.mutate(access)}
            />
          ))}
        </Table.Body>
      </Table>
    </>
  );
}

type AccessRowProps = { access: ListedAccess; mayRemove: boolean; isBusy: boolean; takesFocus: boolean; remove: () => void; undo: () => void };

function AccessRow({ access, mayRemove, isBusy, takesFocus, remove, undo }: AccessRowProps) {
  const t = useText(ACCESSES);
  const f = useFormat();
  const button = useRef<HTMLButtonElement>(null);
  const { consumer, state, endedAt, removedBy, undoUntil, lastUsedAt } = access;
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus, state]);
  const organization = consumer.name ?? f.orgNumber(consumer.number);
  const name = (
    <>
      <strong>{organization}</strong>
      {consumer.name && (
        <Paragraph className="subtle" data-size="sm">
          {f.orgNumber(consumer.number)}
        </Paragraph>
      )}
      {consumer.deletedOn && <Status kind="warn">{t("deletedTag")}</Status>}
    </>
  );
  if (state === "DENIED")
    return (
      <Table.Row className="undone">
        <Table.Cell data-th={t("consumer")}>
          <s>{name}</s>
        </Table.Cell>
        <Table.Cell colSpan={2}>
          <strong>{t("removed")}</strong> {t("fromNow")} {endedAt && <RemovedBy by={removedBy} at={endedAt} />}
          {undoUntil && t("undoUntil", { clock: f.clock(undoUntil) })}
        </Table.Cell>
        {mayRemove && (
          <Table.Cell className="row-action">
            <Button ref={button} variant="secondary" loading={isBusy} onClick={undo}>
              <ArrowUndoIcon aria-hidden />
              {t("undo")}
              <span className="vh"> {t("undoWhat", { organization })}</span>
            </Button>
          </Table.Cell>
        )}
      </Table.Row>
    );
  return (
    <Table.Row>
      <Table.Cell data-th={t("consumer")}>{name}</Table.Cell>
      <Table.Cell data-th={t("valid")}>
        <Valid access={access} />
      </Table.Cell>
      <Table.Cell data-th={t("lastUsed")}>{lastUsedAt ? f.when(lastUsedAt) : t("never")}</Table.Cell>
      {mayRemove && (
        <Table.Cell className="row-action">
          <Button ref={button} variant="tertiary" data-color="danger" loading={isBusy} onClick={remove}>
            <TrashIcon aria-hidden />
            {t("remove")}
            <span className="vh"> {t("removeWhat", { organization })}</span>
          </Button>
        </Table.Cell>
      )}
    </Table.Row>
  );
}

function Valid({ access: { validFrom, validTo, reason } }: { access: ListedAccess }) {
  const t = useText(ACCESSES);
  const f = useFormat();
  const until = validTo ? t("until", { day: f.day(lastDayBefore(validTo)) }) : t("untilRemoved");
  const days = validTo ? Math.floor(msUntil(validTo) / DAY_MS) : null;
  return (
    <>
      {msUntil(validFrom) > 0 ? `${t("from", { day: f.day(validFrom) })}. ${until}` : until}
      {reason && (
        <Paragraph className="subtle" data-size="sm">
          {reason}
        </Paragraph>
      )}
      {days !== null && days <= SOON_DAYS && (
        <div>
          <Status kind="warn">{days === 0 ? t("endsToday") : t("endsIn", { n: days })}</Status>
        </div>
      )}
    </>
  );
}
