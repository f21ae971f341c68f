import { Paragraph, Table } from "@digdir/designsystemet-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type AriaAttributes, useState } from "react";
import type { Scope, ScopeFigures } from "../../api/scopes.ts";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { Status } from "../../parts/status.tsx";
import { msSince } from "../../text/time.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { SCOPES } from "./texts.ts";

const UNUSED_MS = 90 * 86_400_000;
type Column = "name" | "consumers" | "tokens";
type Order = { by: Column; isDescending: boolean };

/** The figures come after the scopes: until then their cells are empty, and stay so when they cannot be told. */
export function ScopesTable({ scopes, figures }: { scopes: readonly Scope[]; figures: UseQueryResult<ScopeFigures[]> }) {
  const t = useText(SCOPES);
  const [order, setOrder] = useState<Order>({ by: "name", isDescending: false });
  const byName = new Map((figures.data ?? []).map((one) => [one.scope, one]));
  const valueOf = ({ name }: Scope): number => (order.by === "name" ? 0 : (byName.get(name)?.[order.by] ?? 0));
  const sorted = scopes.toSorted((a, b) => {
    const difference = order.by === "name" ? a.name.localeCompare(b.name, "nb") : valueOf(a) - valueOf(b);
    return order.isDescending ? -difference : difference;
  });
  const sortOf = (by: Column): { sort: AriaAttributes["aria-sort"]; onClick: () => void } => ({
    sort: order.by !== by ? "none" : order.isDescending ? "descending" : "ascending",
    // Of figures the largest is what is looked for.
    onClick: () => setOrder({ by, isDescending: order.by === by ? !order.isDescending : by !== "name" }),
  });
  return (
    <Table className="cards" border>
      <caption className="vh">{t("heading")}</caption>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col" {...sortOf("name")}>
            {t("scope")}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col">{t("usedBy")}</Table.HeaderCell>
          <Table.HeaderCell scope="col" className="figure" {...sortOf("consumers")}>
            {t("consumers")}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col" className="figure" {...sortOf("tokens")}>
            {t("tokens")}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col">{t("status")}</Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {sorted.map((scope) => (
          <ScopeRow key={scope.name} scope={scope} figures={byName.get(scope.name) ?? null} isUnknown={figures.isError} />
        ))}
      </Table.Body>
    </Table>
  );
}

function ScopeRow({ scope, figures, isUnknown }: { scope: Scope; figures: ScopeFigures | null; isUnknown: boolean }) {
  const t = useText(SCOPES);
  const f = useFormat();
  const { env, org } = useActing();
  const shown = (value: number | undefined) => (value === undefined ? (isUnknown ? t("notKnown") : "") : f.number(value));
  return (
    <Table.Row>
      <Table.Cell data-th={t("scope")}>
        <Link className="tech-name" to="/$env/$org/scopes/$prefix/$" params={{ env, org, prefix: scope.prefix, _splat: scope.subscope }}>
          <Tech value={scope.name} />
        </Link>
        <Paragraph className="subtle" data-size="sm">
          {scope.description}
        </Paragraph>
      </Table.Cell>
      <Table.Cell data-th={t("usedBy")}>{t(scope.openToAll ? "all" : "given")}</Table.Cell>
      <Table.Cell data-th={t("consumers")} className="figure">
        {shown(figures?.consumers)}
      </Table.Cell>
      <Table.Cell data-th={t("tokens")} className="figure">
        {shown(figures?.tokens)}
      </Table.Cell>
      <Table.Cell data-th={t("status")}>
        <ScopeStatus scope={scope} lastUsedAt={figures ? figures.lastUsedAt : undefined} />
      </Table.Cell>
    </Table.Row>
  );
}

/** @param lastUsedAt left out: not known (yet) */
export function ScopeStatus({ scope: { active, locked, createdAt }, lastUsedAt }: { scope: Scope; lastUsedAt?: string | null | undefined }) {
  const t = useText(SCOPES);
  if (locked) return <Status kind="stop">{t("locked")}</Status>;
  if (!active) return <Status kind="off">{t("inactive")}</Status>;
  // What is younger than that has not been left unused yet.
  const isUnused = lastUsedAt !== undefined && msSince(lastUsedAt ?? createdAt) > UNUSED_MS;
  return isUnused ? <Status kind="warn">{t("unused")}</Status> : <Status kind="ok">{t("active")}</Status>;
}
