import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askToLogIn } from "../api/login-need.ts";
import { LOGIN_NOT_FRESH, SESSION_ENDED } from "../api/problem.ts";
import { millisecondsLeft } from "../api/session-clock.ts";
import { me, type ToldMe } from "../api/session.ts";
import { announceAtOnce } from "../frame/live-regions.tsx";
import { useWhere } from "../frame/where.tsx";
import { ModalDialog } from "../parts/modal-dialog.tsx";
import { LOGIN } from "../text/login.ts";
import { useText } from "../text/use-text.ts";

const WARN_BEFORE_MS = 2 * 60_000;
const LOOK_EVERY_MS = 5_000;

type Ending = "idle" | "end" | null;

/** Two minutes before the session ends: one button to go on (portal.md §8). */
export function SessionWarning() {
  const t = useText(LOGIN);
  const client = useQueryClient();
  const { env, me: person } = useWhere();
  const ending = useEnding(person);
  // Of the session as it was told then: once more is known about it, it may be warned of again.
  const [dismissed, setDismissed] = useState<number | null>(null);
  useEffect(() => {
    if (ending) announceAtOnce(t("soonHeading"));
  }, [ending, t]);
  if (!env || !person) return null;
  const goOn = () => {
    setDismissed(person.toldAt);
    // Asking is enough to stay. The last end comes whatever is done: only a new login helps.
    if (ending === "end") void askToLogIn(env, LOGIN_NOT_FRESH);
    else void client.fetchQuery({ ...me(env), staleTime: 0 }).catch(() => askToLogIn(env, SESSION_ENDED));
  };
  return (
    <ModalDialog open={ending !== null && dismissed !== person.toldAt} close={() => setDismissed(person.toldAt)} heading={t("soonHeading")}>
      <Paragraph>{t(ending === "end" ? "soonEnd" : "soonIdle")}</Paragraph>
      <Button onClick={goOn}>{t("goOn")}</Button>
    </ModalDialog>
  );
}

function useEnding(person: ToldMe | null): Ending {
  const [ending, setEnding] = useState<Ending>(null);
  useEffect(() => {
    if (!person) return;
    const look = () => {
      const { idleUntil, expiresAt } = person.session;
      const times = { expiresAt, toldAt: person.toldAt, clockAheadMs: person.clockAheadMs };
      const left = millisecondsLeft({ ...times, idleUntil }, Date.now());
      const untilEnd = Date.parse(expiresAt) - person.clockAheadMs - Date.now();
      setEnding(left > WARN_BEFORE_MS ? null : untilEnd <= WARN_BEFORE_MS ? "end" : "idle");
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [person]);
  return ending;
}
