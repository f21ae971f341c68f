import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { CheckmarkCircleFillIcon, InformationSquareFillIcon, XMarkOctagonFillIcon } from "@navikt/aksel-icons";
import { useEffect } from "react";
import type { AccessCheck, AccessResult, Terms } from "../../api/accesses.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { GIVE } from "./access-texts.ts";

/** Whether giving it does something: it is new, or has other terms than those that are named. */
export function givable({ result, access }: AccessCheck, { validFrom, validTo, reason }: Terms): boolean {
  if (result === "new") return true;
  if (result !== "already" || !access) return false;
  const differs = (wished: string | null | undefined, is: string | null) =>
    wished !== undefined && (wished === null || is === null ? wished !== is : Date.parse(wished) !== Date.parse(is));
  return differs(validFrom, access.validFrom) || differs(validTo, access.validTo) || (reason !== undefined && reason !== access.reason);
}

type GiveLinesProps = {
  lines: readonly string[];
  checks: readonly AccessCheck[];
  /** How many of them can be given. */
  going: number;
  isChecking: boolean;
  /** What was refused when it was given. */
  refused: ReadonlyMap<string, AccessResult>;
  terms: Terms;
};

/** One line of result for each number: its name, and what giving comes to. */
export function GiveLines({ lines, checks, going, isChecking, refused, terms }: GiveLinesProps) {
  const t = useText(GIVE);
  const says = going === 0 ? t("foundNone") : going === 1 ? t("foundOne") : t("foundMany", { n: going });
  const isKnown = lines.length > 0 && !isChecking && checks.length > 0;
  useEffect(() => {
    if (isKnown) announce(says);
  }, [isKnown, says]);
  if (lines.length === 0) return null;
  const isToMend = (check: AccessCheck) =>
    Number(check.result === "invalid" || check.result === "unknown" || check.result === "deleted" || refused.has(check.organization));
  const shown = checks.length <= MOST_SHOWN ? checks : checks.toSorted((a, b) => isToMend(b) - isToMend(a)).slice(0, MOST_SHOWN);
  return (
    <>
      <Heading level={3} data-size="2xs">
        {isChecking ? t("checking", { n: lines.length }) : says}
      </Heading>
      <ul className="lines" aria-label={says}>
        {shown.map((check) => (
          <Line key={check.organization} check={check} refused={refused.get(check.organization)} terms={terms} />
        ))}
      </ul>
      {checks.length > shown.length && <Paragraph className="subtle">{t("andMore", { n: checks.length - shown.length })}</Paragraph>}
    </>
  );
}
/** Of hundreds the first, those to be mended before the others. */
const MOST_SHOWN = 30;

function Line({ check, refused, terms }: { check: AccessCheck; refused: AccessResult | undefined; terms: Terms }) {
  const t = useText(GIVE);
  const f = useFormat();
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const { organization, result, consumer, access } = check;
  const number = f.orgNumber(consumer?.number ?? organization);
  const isGood = givable(check, terms) && !refused;
  const notes: { says: string; isFault?: true }[] = [];
  if (refused) notes.push({ says: t("notGiven", { detail: refused.detail ?? "" }), isFault: true });
  if (result === "already" && access) notes.push({ says: t(isGood ? "alreadyNew" : "already", { when: f.whenWithin(access.givenAt) }) });
  if (result === "invalid") notes.push({ says: t("invalid"), isFault: true });
  if (result === "unknown") notes.push({ says: t("unknown", { env: shared(env) }), isFault: true });
  if (result === "deleted" && consumer?.deletedOn) notes.push({ says: t("deleted", { when: f.day(consumer.deletedOn) }), isFault: true });
  if (consumer?.number === org) notes.push({ says: t("own") });
  return (
    <li className="line">
      {isGood ? (
        <CheckmarkCircleFillIcon aria-hidden className="success" />
      ) : result === "already" && !refused ? (
        <InformationSquareFillIcon aria-hidden />
      ) : (
        <XMarkOctagonFillIcon aria-hidden className="danger" />
      )}
      <div>
        {consumer?.name ? (
          <>
            <strong>{consumer.name}</strong> <span className="nowrap subtle">{number}</span>
          </>
        ) : (
          <strong>{number}</strong>
        )}
        {notes.map(({ says, isFault }) => (
          <Paragraph key={says} data-size="sm" className={isFault ? "danger" : "subtle"}>
            {says}
          </Paragraph>
        ))}
      </div>
    </li>
  );
}
