/** The dialog that lets a person log in beside the page, so that nothing on it is lost: after the end of the session, for a higher level, for a fresh login. */
import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ENVIRONMENTS } from "../../vocabulary/environment.ts";
import type { Level } from "../../vocabulary/level.ts";
import { answerLoginNeed, type LoginNeed, type LoginReason, useLoginNeed } from "../api/login-need.ts";
import { me, sessionBegan } from "../api/session.ts";
import { announce, announceAtOnce } from "../frame/live-regions.tsx";
import { ModalDialog } from "../parts/modal-dialog.tsx";
import { LOGIN } from "../text/login.ts";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";
import { LoginForm } from "./login-form.tsx";

/** On which the window tells that it is done (server/login). The page that opened it is another browsing context group: it cannot be spoken to otherwise. */
const CHANNEL = "fullmakt-login";
const DONE = "/login/done";

const LEVEL_FOR: Partial<Record<LoginReason, Level>> = { level: "high" };

export function LoginDialog() {
  const need = useLoginNeed();
  const t = useText(LOGIN);
  const shared = useText(SHARED);
  const heading = need ? t(`${need.reason}Heading`, { environment: shared(need.env) }) : "";
  useEffect(() => {
    if (need?.reason === "ended") announceAtOnce(heading);
  }, [need, heading]);
  return (
    <ModalDialog open={need !== null} close={() => answerLoginNeed(false)} heading={heading}>
      {need && <Body need={need} />}
    </ModalDialog>
  );
}

function Body({ need: { env, reason } }: { need: LoginNeed }) {
  const t = useText(LOGIN);
  const shared = useText(SHARED);
  const client = useQueryClient();
  // Whose page it is: the dialog stands outside of it.
  const [person] = useState(() => ENVIRONMENTS.map((each) => client.getQueryData(me(each).queryKey)?.id).find((id) => id !== undefined));
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener("message", ({ data }: MessageEvent<{ done?: boolean }>) => {
      if (data.done !== true) return setWaiting(false);
      sessionBegan();
      void client.fetchQuery({ ...me(env), staleTime: 0 }).then(
        ({ id }) => {
          // What stands on the page is somebody else's.
          if (person !== undefined && id !== person) return location.assign("/");
          announce(t("loggedIn"));
          answerLoginNeed(true);
          void client.invalidateQueries();
        },
        () => setWaiting(false),
      );
    });
    return () => channel.close();
  }, [client, env, person, t]);
  return (
    <>
      <Paragraph>{t(reason)}</Paragraph>
      <Paragraph className="note">{t("inNewWindow")}</Paragraph>
      <LoginForm env={env} returnTo={DONE} level={LEVEL_FOR[reason]} onWindow={() => setWaiting(true)} isMain />
      <p role="status">{isWaiting && t("waiting")}</p>
      <Button variant="tertiary" onClick={() => answerLoginNeed(false)}>
        {shared("cancel")}
      </Button>
    </>
  );
}
