import { ChevronDownIcon, ChevronUpIcon } from "@navikt/aksel-icons";
import { useId, useState } from "react";
import type { Client, TokenRequest } from "../../api/client.ts";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { TraceId } from "../../parts/failed.tsx";
import { Status } from "../../parts/status.tsx";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { groupRequests, type RequestGroup } from "./group-requests.ts";
import { CLIENT } from "./texts.ts";
import { Why } from "./why.tsx";

/** Token requests, the newest first. A refusal opens to why, and to the button that mends it; the newest one is open from the start. */
export function RequestList({ client, requests }: { client: Client; requests: readonly TokenRequest[] }) {
  return (
    <ul className="rows requests">
      {groupRequests(requests).map((group, i) => (
        <RequestRow key={group.newest.traceId} client={client} group={group} isOpenFirst={i === 0 && group.newest.outcome === "refused"} />
      ))}
    </ul>
  );
}

function RequestRow({ client, group: { newest, count, since }, isOpenFirst }: { client: Client; group: RequestGroup; isOpenFirst: boolean }) {
  const t = useText(CLIENT);
  const f = useFormat();
  const id = useId();
  const [isOpen, setOpen] = useState(isOpenFirst);
  const { organization } = useActing();
  const isRefused = newest.outcome === "refused";
  const consumer = newest.consumer === client.owner.number || newest.consumer === null ? organization.name : f.orgNumber(newest.consumer);
  return (
    <li className={isRefused && isOpen ? "request refused" : "request"}>
      <button type="button" className="request-head" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <span className="request-when">{f.moment(newest.at)}</span>
        <span className="request-what">
          <span>{newest.scopes ? <Tech value={newest.scopes} /> : t("noScope")}</span>
          <span className="subtle">{isRefused ? newest.cause : t("forWhom", { organization: consumer })}</span>
        </span>
        <Status kind={isRefused ? "stop" : "ok"}>{t(newest.outcome)}</Status>
        {isOpen ? <ChevronUpIcon aria-hidden /> : <ChevronDownIcon aria-hidden />}
      </button>
      <div id={id} className="request-body" hidden={!isOpen}>
        {isOpen && isRefused && <Why client={client} request={newest} />}
        {isOpen && <Facts request={newest} alike={count > 1 ? t("alike", { n: count - 1, when: f.whenWithin(since) }) : null} />}
      </div>
    </li>
  );
}

function Facts({ request: { code, kid, expiresAt, address, traceId, detail }, alike }: { request: TokenRequest; alike: string | null }) {
  const t = useText(CLIENT);
  const f = useFormat();
  const facts = [
    code,
    alike,
    kid && t("key", { kid }),
    expiresAt && t("validUntil", { clock: f.clock(expiresAt, { seconds: true }) }),
    address && t("from", { address }),
  ];
  return (
    <>
      {detail && (
        <p className="subtle" lang="en">
          {detail}
        </p>
      )}
      <p className="subtle">{facts.filter(Boolean).join(" · ")}</p>
      <TraceId id={traceId} />
    </>
  );
}
