/** The reason for what is off: what is missing, where one has it, who can give it, and the button that asks them (portal.md §5.4, picture clientsoff). */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { PadlockLockedIcon } from "@navikt/aksel-icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type HeldRight, type Right, RIGHT_TEXTS } from "../../vocabulary/rights.ts";
import { installation } from "../api/installation.ts";
import { askToLogIn } from "../api/login-need.ts";
import { type Helper, permissionsElsewhere } from "../api/permissions.ts";
import { LEVEL_TOO_LOW, LOGIN_NOT_FRESH, LOGIN_OF_OTHER_ENVIRONMENT } from "../api/problem.ts";
import { askForRight } from "../api/right-requests.ts";
import { useActing } from "../frame/where.tsx";
import { Failed } from "../parts/failed.tsx";
import { useLanguage } from "../text/language.ts";
import { SHARED } from "../text/shared.ts";
import { useFormat } from "../text/use-format.ts";
import { useText } from "../text/use-text.ts";
import type { May, Refusal } from "./use-may.ts";
import { takeFocus } from "../frame/take-focus.ts";
import { PERMISSIONS } from "./texts.ts";

type ReasonProps = {
  may: May;
  /** What cannot be done: «Du kan ikke lage klienter i produksjon ennå». */
  heading: string;
  /** The same as `reasonId` of the {@link MayButton} that is locked for it. */
  id: string;
  /** Another way on, where there is one. */
  otherWay?: ReactNode;
};

/** Nothing while it is allowed: it can stand on every page that has something to do. */
export function Reason({ may, heading, id, otherWay }: ReasonProps) {
  if (!may.refusal) return null;
  return (
    <section className="panel reason" aria-labelledby={`${id}-heading`}>
      <PadlockLockedIcon aria-hidden className="reason-icon" />
      <div>
        <Heading level={2} data-size="xs" id={`${id}-heading`} tabIndex={-1}>
          {heading}
        </Heading>
        <Why refusal={may.refusal} />
        <Help refusal={may.refusal} otherWay={otherWay} />
      </div>
    </section>
  );
}

/** What a right, or somebody who has one, can mend. */
const WANTING = new Set<Refusal["why"]>(["right_missing", "right_not_held"]);

function Why({ refusal: { why, rights } }: { refusal: Refusal }) {
  const t = useText(PERMISSIONS);
  const shared = useText(SHARED);
  const { env, organization } = useActing();
  const { data } = useQuery(installation);
  const right = <strong key="right">{useOneOf(rights)}</strong>;
  const words: Record<typeof why, ReactNode> = {
    right_missing: t.parts("rightMissing", { right, organization: organization.name, env: shared(env) }),
    level_too_low: t("levelTooLow"),
    login_not_fresh: t("notFresh"),
    operator_only: t("operatorOnly", { operator: data?.operator.name ?? "" }),
    not_in_this_environment: t("notHere"),
    not_for_machines: t("notYours"),
    scope_missing: t("notYours"),
    right_not_held: t("notHeld"),
    not_representing: t("notHeld"),
    login_of_other_environment: t("otherLogin"),
  };
  return (
    <Paragraph>
      {words[why]} {why === "right_missing" && <Elsewhere rights={rights} />}
    </Paragraph>
  );
}

/** `Integrasjonsansvarlig eller Hovedadministrator` */
function useOneOf(rights: readonly HeldRight[]): string {
  const t = useText(PERMISSIONS);
  const language = useLanguage();
  const names = rights.map((right) => RIGHT_TEXTS[right].name[language]).toReversed();
  return names.length < 2 ? (names[0] ?? "") : t("oneOf", { rights: names.slice(0, -1).join(", "), last: names.at(-1)! });
}

/** Says so when the right is held in the other environment: people look for what they had there. */
function Elsewhere({ rights }: { rights: readonly HeldRight[] }) {
  const t = useText(PERMISSIONS);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const otherEnv = env === "test" ? "prod" : "test";
  const { data } = useQuery(permissionsElsewhere({ env: otherEnv, org }));
  return data?.held.some((right) => rights.includes(right)) ? t("heldElsewhere", { otherEnv: shared(otherEnv) }) : null;
}

function Help({ refusal: { why, askable, helpers }, otherWay }: { refusal: Refusal; otherWay: ReactNode }) {
  const t = useText(PERMISSIONS);
  const { env } = useActing();
  const client = useQueryClient();
  const logIn = (code: string) => void askToLogIn(env, code).then((done) => (done ? client.invalidateQueries() : undefined));
  if (why === "login_of_other_environment") return <Button onClick={() => logIn(LOGIN_OF_OTHER_ENVIRONMENT)}>{t("logInHere")}</Button>;
  if (why === "level_too_low") return <Button onClick={() => logIn(LEVEL_TOO_LOW)}>{t("logInAgain")}</Button>;
  if (why === "login_not_fresh") return <Button onClick={() => logIn(LOGIN_NOT_FRESH)}>{t("confirm")}</Button>;
  return (
    <>
      {WANTING.has(why) && <Helpers helpers={helpers} />}
      <div className="buttons">
        {why === "right_missing" && askable && <AskForRight right={askable} helpers={helpers} />}
        {otherWay}
      </div>
    </>
  );
}

function Helpers({ helpers }: { helpers: readonly Helper[] }) {
  const t = useText(PERMISSIONS);
  const shared = useText(SHARED);
  if (helpers.length === 0) return <Paragraph>{t("nobody")}</Paragraph>;
  return (
    <>
      <h3 className="sub-heading">{t("whoCanHelp")}</h3>
      <ul className="helpers">
        {helpers.map((helper) => (
          <li key={helper.id}>{helper.name || shared("unnamedPerson")}</li>
        ))}
      </ul>
    </>
  );
}

/** Sends the request at once: whom it goes to stands above it, and it can be withdrawn. */
function AskForRight({ right, helpers }: { right: Right; helpers: readonly Helper[] }) {
  const t = useText(PERMISSIONS);
  const language = useLanguage();
  const f = useFormat();
  const { env, org } = useActing();
  const client = useQueryClient();
  const name = RIGHT_TEXTS[right].name[language];
  const asking = useMutation({
    mutationFn: () => askForRight(env, { organization: org, right }),
    onSuccess: () => client.invalidateQueries({ queryKey: [env, org, "right-requests"] }),
  });
  const names = (asking.data?.deciders ?? helpers).map((person) => person.name).filter((known) => known !== "");
  if (asking.isSuccess)
    return (
      <p className="receipt" ref={takeFocus} tabIndex={-1}>
        {names.length > 0 ? t("asked", { right: name, names: f.list(names) }) : t("askedNobody", { right: name })}
      </p>
    );
  return (
    <>
      <Button onClick={() => asking.mutate()} loading={asking.isPending}>
        {t(asking.isPending ? "asking" : "ask")}
      </Button>
      {asking.isError && <Failed error={asking.error} />}
    </>
  );
}
