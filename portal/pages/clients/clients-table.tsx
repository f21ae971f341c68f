import { Table } from "@digdir/designsystemet-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode, Ref } from "react";
import type { ListedClient } from "../../api/clients.ts";
import { Tech } from "../../parts/code.tsx";
import { Status } from "../../parts/status.tsx";
import { daysUntil } from "../../text/day.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { type ClientColumn, type ClientOrder, columnOf, nextOrder } from "./order.ts";
import { CLIENTS } from "./texts.ts";
import { ClientLink } from "./thing-link.tsx";

const SHOWN_SCOPES = 2;
const SHOWN_OF_ID = 8;

export function ClientsTable({ clients, order, ref }: { clients: readonly ListedClient[]; order: ClientOrder; ref: Ref<HTMLTableElement> }) {
  const t = useText(CLIENTS);
  const navigate = useNavigate({ from: "/$env/$org/clients" });
  const head = (column: ClientColumn, words: string, className = "nowrap") => (
    <Table.HeaderCell
      scope="col"
      className={className}
      sort={columnOf(order) === column ? (order.startsWith("-") ? "descending" : "ascending") : "none"}
      onClick={() => void navigate({ search: (before) => ({ ...before, sort: nextOrder(order, column) }), replace: true })}
    >
      {words}
    </Table.HeaderCell>
  );
  return (
    <Table className="cards sorts" border ref={ref}>
      <caption className="vh">{t("heading")}</caption>
      <Table.Head>
        <Table.Row>
          {head("name", t("client"))}
          <Table.HeaderCell scope="col">{t("scopes")}</Table.HeaderCell>
          {head("key", t("key"))}
          {head("token", t("lastToken"))}
          {head("refused", t("refused"), "number")}
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {clients.map((client) => (
          <ClientRow key={client.clientId} client={client} />
        ))}
      </Table.Body>
    </Table>
  );
}

function ClientRow({ client }: { client: ListedClient }) {
  const t = useText(CLIENTS);
  const f = useFormat();
  const { clientId, name, scopes, figures, active, locked } = client;
  const lastTokenAt = figures?.lastTokenAt;
  return (
    <Table.Row data-client={clientId}>
      <Table.Cell data-th={t("client")}>
        <ClientLink id={clientId}>
          <strong>{name}</strong>
        </ClientLink>
        <p className="subtle" title={clientId}>
          <code>{clientId.length > SHOWN_OF_ID ? `${clientId.slice(0, SHOWN_OF_ID)}…` : clientId}</code>
        </p>
        {!active && <Status kind="off">{t("deactivated")}</Status>}
        {locked && <Status kind="stop">{t("locked")}</Status>}
      </Table.Cell>
      <Table.Cell data-th={t("scopes")}>
        {scopes.length === 0 ? (
          <span className="subtle">{t("noScopes")}</span>
        ) : (
          <ul className="client-scopes cell-value">
            {scopes.slice(0, SHOWN_SCOPES).map((scope) => (
              <li key={scope.name}>
                <Tech value={scope.name} />
              </li>
            ))}
            {scopes.length > SHOWN_SCOPES && <li className="subtle">{t("moreScopes", { n: scopes.length - SHOWN_SCOPES })}</li>}
          </ul>
        )}
      </Table.Cell>
      <Table.Cell data-th={t("key")}>{figures ? <KeyStatus of={figures.key} /> : <span className="subtle">{t("unknown")}</span>}</Table.Cell>
      <Table.Cell data-th={t("lastToken")}>{figures ? (lastTokenAt ? f.when(lastTokenAt) : t("never")) : t("unknown")}</Table.Cell>
      <Table.Cell data-th={t("refused")} className="number">
        {figures ? <Refused client={client} figures={figures} /> : t("unknown")}
      </Table.Cell>
    </Table.Row>
  );
}

function Refused({ client, figures: { refused, refusedOrMore } }: { client: ListedClient; figures: NonNullable<ListedClient["figures"]> }): ReactNode {
  const t = useText(CLIENTS);
  const f = useFormat();
  if (refused === 0) return "0";
  return (
    <ClientLink id={client.clientId} tab="log">
      {refusedOrMore ? t("orMore", { n: refused }) : f.number(refused)}
      <span className="vh"> {t("refusedBy", { client: client.name })}</span>
    </ClientLink>
  );
}

/** Whether a client can sign: until when its last key works. */
function KeyStatus({ of: { state, endsAt } }: { of: NonNullable<ListedClient["figures"]>["key"] }) {
  const t = useText(CLIENTS);
  const f = useFormat();
  if (state === "none" || endsAt === null) return <Status kind="off">{t("keyNone")}</Status>;
  if (state === "expired") return <Status kind="stop">{t("keyExpired", { day: f.day(endsAt) })}</Status>;
  if (state === "ok") return <Status kind="ok">{t("keyOk", { day: f.day(endsAt) })}</Status>;
  const days = daysUntil(endsAt);
  return <Status kind="warn">{days < 1 ? t("keyEndsSoon") : t("keyEndsIn", { n: days })}</Status>;
}
