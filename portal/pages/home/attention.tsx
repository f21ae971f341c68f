import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { ClockDashedIcon, EnvelopeClosedIcon, ExclamationmarkTriangleFillIcon, HourglassIcon, InboxIcon, XMarkOctagonFillIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
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

/** More than these at once are no help: the rest is there for who asks. */
const SHOWN = 5;

/** What is broken, and soon will be, comes before what waits for the reader. */
const BEFORE_REQUESTS: readonly Item["kind"][] = ["key_expired", "tokens_refused", "mails_stopped", "key_expiring"];

function Rows({ items, requests }: { items: readonly Item[]; requests: readonly RightRequest[] }) {
  const t = useText(HOME);
  const [isWhole, setWhole] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  // What was pressed is gone: the focus goes on to what is new.
  useEffect(() => {
    if (isWhole) list.current?.children[SHOWN]?.querySelector("a")?.focus();
  }, [isWhole]);
  const first = items.filter(({ kind }) => BEFORE_REQUESTS.includes(kind));
  const rows = [
    ...first.map((item, i) => <ItemRow key={i} item={item} />),
    ...(requests.length > 0 ? [<WaitingRequests key="requests" requests={requests} />] : []),
    ...items.filter((item) => !first.includes(item)).map((item, i) => <ItemRow key={`later ${i}`} item={item} />),
  ];
  if (rows.length === 0) return <Paragraph>{t("nothing")}</Paragraph>;
  return (
    <>
      <ul className="rows" ref={list}>
        {isWhole ? rows : rows.slice(0, SHOWN)}
      </ul>
      {!isWhole && rows.length > SHOWN && (
        <Button className="rows-more" variant="tertiary" onClick={() => setWhole(true)}>
          {t("showAll", { n: rows.length })}
        </Button>
      )}
    </>
  );
}

const ICONS: Record<Item["kind"], ReactNode> = {
  key_expired: <XMarkOctagonFillIcon aria-hidden className="danger" />,
  tokens_refused: <XMarkOctagonFillIcon aria-hidden className="danger" />,
  key_expiring: <ExclamationmarkTriangleFillIcon aria-hidden className="warning" />,
  mails_stopped: <EnvelopeClosedIcon aria-hidden className="danger" />,
  prefix_applications_waiting: <InboxIcon aria-hidden className="accent" />,
  access_ending: <HourglassIcon aria-hidden />,
  access_unused: <ClockDashedIcon aria-hidden />,
};

function ItemRow({ item }: { item: Item }) {
  const t = useText(ATTENTION);
  const f = useFormat();
  const { kind, clientId, kid, scope, at, count, orMore, code } = item;
  const client = item.clientName || clientId || "";
  const n = orMore ? t("over", { n: count ?? 0 }) : f.number(count ?? 0);
  const days = at ? Math.max(0, daysUntil(at)) : 0;
  const isOne = count === 1 && !orMore;
  const words: Record<Item["kind"], [title: string, sub: string]> = {
    key_expired: [t("keyExpired", { client }), t("keyExpiredSays", { kid: kid ?? "", day: at ? f.day(at) : "" })],
    key_expiring: [
      days > 1 ? t("keyExpiring", { n: days }) : t(days === 1 ? "keyExpiringOne" : "keyExpiringSoon"),
      t("keyExpiringSays", { client, day: at ? f.day(at) : "" }),
    ],
    tokens_refused: [
      isOne ? t("refusedOne", { client }) : t("refused", { n, client }),
      t("refusedSays", { when: at ? f.whenWithin(at) : "", code: code ?? "" }),
    ],
    mails_stopped: [isOne ? t("mailOne") : t("mails", { n }), t("mailsSay", { when: at ? f.whenWithin(at) : "" })],
    prefix_applications_waiting: [isOne ? t("applicationOne") : t("applications", { n }), t("applicationsSay", { when: at ? f.whenWithin(at) : "" })],
    access_ending: [t("ending", { scope: scope ?? "" }), t("endingSays", { day: at ? f.day(at) : "" })],
    access_unused: isOne ? [t("unusedOne", { scope: scope ?? "" }), t("unusedOneSays")] : [t("unused", { n: count ?? 0 }), t("unusedSays")],
  };
  const [title, sub] = words[kind];
  return (
    <Row icon={ICONS[kind]} title={title} action={<Remedy item={item} />}>
      {sub}
    </Row>
  );
}

/** The button that leads to where it is mended. */
function Remedy({ item }: { item: Item }) {
  return (
    <Button asChild variant="secondary">
      <RemedyLink item={item} />
    </Button>
  );
}

function RemedyLink({ item: { kind, clientId }, ...rest }: { item: Item }) {
  const t = useText(ATTENTION);
  const { env, org } = useActing();
  if (kind === "mails_stopped")
    return (
      <Link to="/operator/$env/mails" params={{ env }} {...rest}>
        {t("goThrough")}
      </Link>
    );
  if (kind === "prefix_applications_waiting")
    return (
      <Link to="/operator/$env/prefix-applications" params={{ env }} {...rest}>
        {t("handle")}
        <span className="vh"> {t("handleApplications")}</span>
      </Link>
    );
  if (clientId === null)
    return (
      <Link to="/$env/$org/accesses" params={{ env, org }} {...rest}>
        {t("goThrough")}
      </Link>
    );
  return (
    <Link
      to="/$env/$org/clients/$id"
      params={{ env, org, id: clientId }}
      search={kind === "tokens_refused" ? { tab: "log", outcome: "refused" } : {}}
      {...rest}
    >
      {t(kind === "tokens_refused" ? "seeWhy" : "renew")}
    </Link>
  );
}
