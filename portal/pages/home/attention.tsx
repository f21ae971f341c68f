import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { ClockDashedIcon, ExclamationmarkTriangleFillIcon, HourglassIcon, XMarkOctagonFillIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Attention as Item, overview } from "../../api/overview.ts";
import { type RightRequest, rightRequests } from "../../api/right-requests.ts";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { RowsSkeleton, Waiting } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { daysUntil } from "../../text/day.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { ATTENTION } from "./attention-texts.ts";
import { HOME } from "./texts.ts";
import { WaitingRequests } from "./waiting-requests.tsx";

/** What somebody should look at, the worst first; what waits for the reader comes after what has stopped. */
export function Attention() {
  const t = useText(HOME);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const may = useMay("right_request.decide");
  const mayRead = useMay("organization.read");
  const found = useQuery({ ...overview({ env, org }), enabled: mayRead.state === "allowed" });
  const received = useQuery({ ...rightRequests({ env, org }, "received"), enabled: may.state === "allowed" && may.isTold });
  const isWaiting = may.state === "asking" || (mayRead.state === "allowed" && found.isPending);
  const waiting = received.data?.filter(({ decidable }) => decidable.allowed) ?? [];
  const items = found.data?.attention ?? [];
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("attention")}
      </Heading>
      {isWaiting && (
        <Waiting says={t("loadingAttention")}>
          <RowsSkeleton rows={2} />
        </Waiting>
      )}
      {/* A source that cannot be read is named, and the rest is shown. */}
      {(found.error ?? received.error) && (
        <Failed error={found.error ?? received.error} tryAgain={() => void Promise.all([found.refetch(), received.refetch()])} />
      )}
      {mayRead.refusal?.why === "level_too_low" ? (
        <Reason may={mayRead} id="login" heading={t("loginHeading", { env: shared(env) })} />
      ) : (
        !isWaiting && <Rows items={items} requests={waiting} />
      )}
    </section>
  );
}

function Rows({ items, requests }: { items: readonly Item[]; requests: readonly RightRequest[] }) {
  const t = useText(HOME);
  const stopped = items.filter(({ kind }) => kind === "key_expired" || kind === "tokens_refused" || kind === "key_expiring");
  const later = items.filter((item) => !stopped.includes(item));
  if (items.length + requests.length === 0) return <Paragraph>{t("nothing")}</Paragraph>;
  return (
    <ul className="rows">
      {stopped.map((item, i) => (
        <ItemRow key={i} item={item} />
      ))}
      {requests.length > 0 && <WaitingRequests requests={requests} />}
      {later.map((item, i) => (
        <ItemRow key={i} item={item} />
      ))}
    </ul>
  );
}

const ICONS: Record<Item["kind"], ReactNode> = {
  key_expired: <XMarkOctagonFillIcon aria-hidden className="danger" />,
  tokens_refused: <XMarkOctagonFillIcon aria-hidden className="danger" />,
  key_expiring: <ExclamationmarkTriangleFillIcon aria-hidden className="warning" />,
  access_ending: <HourglassIcon aria-hidden />,
  access_unused: <ClockDashedIcon aria-hidden />,
};

function ItemRow({ item }: { item: Item }) {
  const t = useText(ATTENTION);
  const f = useFormat();
  const { kind, clientId, kid, scope, at, count, orMore, code } = item;
  const client = item.clientName || clientId || "";
  const n = orMore ? t("over", { n: count ?? 0 }) : f.number(count ?? 0);
  const words: Record<Item["kind"], [title: string, sub: string]> = {
    key_expired: [t("keyExpired", { client }), t("keyExpiredSays", { kid: kid ?? "", day: at ? f.day(at) : "" })],
    key_expiring: [t("keyExpiring", { n: at ? Math.max(0, daysUntil(at)) : 0 }), t("keyExpiringSays", { client, day: at ? f.day(at) : "" })],
    tokens_refused: [t("refused", { n, client }), t("refusedSays", { when: at ? f.whenWithin(at) : "", code: code ?? "" })],
    access_ending: [t("ending", { scope: scope ?? "" }), t("endingSays", { day: at ? f.day(at) : "" })],
    access_unused: [t("unused", { n: count ?? 0 }), t("unusedSays")],
  };
  const [title, sub] = words[kind];
  return (
    <Row icon={ICONS[kind]} title={title} action={<Remedy item={item} />}>
      {sub}
    </Row>
  );
}

function Remedy({ item: { kind, clientId } }: { item: Item }) {
  const t = useText(ATTENTION);
  const { env, org } = useActing();
  return (
    <Button asChild variant="secondary">
      {clientId === null ? (
        <Link to="/$env/$org/accesses" params={{ env, org }}>
          {t("goThrough")}
        </Link>
      ) : (
        <Link to="/$env/$org/clients/$id" params={{ env, org, id: clientId }} search={kind === "tokens_refused" ? { tab: "log", outcome: "refused" } : {}}>
          {t(kind === "tokens_refused" ? "seeWhy" : "renew")}
        </Link>
      )}
    </Button>
  );
}
