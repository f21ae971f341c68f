import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { EnvelopeClosedIcon, PlusIcon } from "@navikt/aksel-icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { EVENT_KIND_NAMES } from "../../../vocabulary/event-kinds.ts";
import { installation } from "../../api/installation.ts";
import { type NotificationPoint, notificationPoints, verifyPoint } from "../../api/notification-points.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Loaded, RowsSkeleton } from "../../parts/loaded.tsx";
import { Row } from "../../parts/row.tsx";
import { Status } from "../../parts/status.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMayOnceFresh } from "../../permissions/use-may.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { PointDialog } from "./point-dialog.tsx";
import { LIMITS } from "./limit-texts.ts";
import { POINTS } from "./texts.ts";

/** The addresses that are told about events, and whether each has been verified. */
export function Points() {
  const t = useText(POINTS);
  const acting = useActing();
  const may = useMayOnceFresh("notification_point.change");
  const { data } = useQuery(installation);
  const [open, setOpen] = useState<NotificationPoint | "new" | null>(null);
  return (
    <section className="section">
      <div className="section-head">
        <div>
          <Heading level={2} data-size="xs">
            {t("heading")}
          </Heading>
          <Paragraph className="subtle">{t("lead")}</Paragraph>
        </div>
        <MayButton may={may} reasonId="change-points" variant="secondary" onClick={() => setOpen("new")}>
          <PlusIcon aria-hidden />
          {t("add")}
        </MayButton>
      </div>
      {data?.mail === false && <Paragraph className="panel">{t("noMail")}</Paragraph>}
      <Reason may={may} id="change-points" heading={t("cannot")} />
      <Loaded query={useQuery(notificationPoints(acting))} says={t("loading")} skeleton={<RowsSkeleton rows={2} />}>
        {(points) =>
          points.length === 0 ? (
            <Paragraph className="panel">{t("none")}</Paragraph>
          ) : (
            <ul className="rows">
              {points.map((point) => (
                <PointRow key={point.id} point={point} change={may.state === "allowed" ? () => setOpen(point) : null} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {may.state === "allowed" && <PointDialog open={open} close={() => setOpen(null)} />}
    </section>
  );
}

/** What a point is limited to, by name. */
const chosenOf = ({ limitedTo }: NotificationPoint) => [
  ...(limitedTo?.clients ?? []).map(({ clientId, name, state }) => ({ name: name || clientId, state })),
  ...(limitedTo?.scopes ?? []).map(({ scope, state }) => ({ name: scope, state })),
];

const MOST_NAMES = 3;
const fewOf = (names: readonly string[], more: (n: number) => string): string[] =>
  names.length <= MOST_NAMES ? [...names] : [...names.slice(0, MOST_NAMES), more(names.length - MOST_NAMES)];

function PointRow({ point, change }: { point: NotificationPoint; change: (() => void) | null }) {
  const t = useText(POINTS);
  const limits = useText(LIMITS);
  const shared = useText(SHARED);
  const f = useFormat();
  const language = useLanguage();
  const acting = useActing();
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: () => verifyPoint(acting, point.id),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: notificationPoints(acting).queryKey });
      announce(t("sent", { address: point.address }));
    },
  });
  const [only] = point.environments;
  const chosen = chosenOf(point);
  const named = (state: "deactivated" | "gone") => f.list(chosen.filter((one) => one.state === state).map(({ name }) => name));
  const facts = [
    point.label,
    f.list(point.kinds.map((kind) => EVENT_KIND_NAMES[kind][language].toLocaleLowerCase(language))),
    point.environments.length > 1 ? t("both") : only && shared(only),
    t(point.language),
    point.digest === "daily" && t("daily"),
    point.limitedTo &&
      limits("only", {
        names: f.list(
          fewOf(
            chosen.map(({ name }) => name),
            (n) => limits("more", { n }),
          ),
        ),
      }),
  ];
  return (
    <Row
      icon={<EnvelopeClosedIcon aria-hidden />}
      title={point.address}
      action={
        <span className="row-end">
          {point.verifiedAt ? <Status kind="ok">{t("verified")}</Status> : <Status kind="wait">{t("waiting")}</Status>}
          {change && point.verifiedAt === null && (
            <Button variant="tertiary" loading={sending.isPending} onClick={() => sending.mutate()}>
              {t("sendAgain")}
              <span className="vh"> {t("sendAgainTo", { address: point.address })}</span>
            </Button>
          )}
          {change && (
            <Button variant="tertiary" onClick={change}>
              {t("change")}
              <span className="vh"> {point.address}</span>
            </Button>
          )}
        </span>
      }
    >
      {facts.filter(Boolean).join(" · ")}
      {point.verifiedAt === null && ` ${t("nothingYet")}`}
      {named("deactivated") !== "" && ` ${limits("off", { names: named("deactivated") })}`}
      {chosen.length > 0 && chosen.every(({ state }) => state === "gone")
        ? ` ${limits("allGone")}`
        : named("gone") !== "" && ` ${limits("gone", { names: named("gone") })}`}
      {sending.isError && <Failed error={sending.error} />}
    </Row>
  );
}
