/** Shows a page to those who are logged in, and to the others how to log in and come back to it. */
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo } from "react";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { askToLogIn } from "../api/login-need.ts";
import { isProblem, LOGIN_OF_OTHER_ENVIRONMENT, SESSION_ENDED } from "../api/problem.ts";
import { me } from "../api/session.ts";
import { Frame } from "../frame/frame.tsx";
import { Page } from "../frame/page.tsx";
import { WhereContext } from "../frame/where.tsx";
import { Failed } from "../parts/failed.tsx";
import { Waiting } from "../parts/loaded.tsx";
import { showLanguage, wasChosenHere } from "../text/language.ts";
import { LOGIN } from "../text/login.ts";
import { PROBLEMS } from "../text/problems.ts";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";
import { LoginForm } from "./login-form.tsx";
import { SessionWarning } from "./session-warning.tsx";

type SignedInProps = { env: EnvironmentName; isEnvironmentShown?: boolean; children: ReactNode };

export function SignedIn({ env, isEnvironmentShown = true, children }: SignedInProps) {
  const query = useQuery(me(env));
  const { data: person, error } = query;
  const where = useMemo(() => ({ env, isEnvironmentShown, me: person ?? null, organization: null }), [env, isEnvironmentShown, person]);
  useEffect(() => {
    // The language that the person chose elsewhere, unless one was chosen in this browser.
    if (person?.language && !wasChosenHere()) showLanguage(person.language);
  }, [person?.language]);
  useEffect(() => {
    // Found out in the background, while a page is open: it stays, with what is typed on it.
    if (person && isProblem(error, SESSION_ENDED)) void askToLogIn(env, SESSION_ENDED);
  }, [person, error, env]);
  return (
    <WhereContext value={where}>
      {person ? (
        <>
          {children}
          <SessionWarning />
        </>
      ) : (
        <Frame layout="narrow">
          {isProblem(error, SESSION_ENDED, LOGIN_OF_OTHER_ENVIRONMENT) ? (
            <LoginPage env={env} isOther={error.code === LOGIN_OF_OTHER_ENVIRONMENT} />
          ) : (
            <NotYet error={error} tryAgain={() => void query.refetch()} />
          )}
        </Frame>
      )}
    </WhereContext>
  );
}

function LoginPage({ env, isOther }: { env: EnvironmentName; isOther: boolean }) {
  const t = useText(LOGIN);
  const shared = useText(SHARED);
  const { href } = useLocation();
  return (
    <Page heading={isOther ? t("environmentHeading", { environment: shared(env) }) : t("signedOutHeading")} lead={isOther ? t("environment") : t("signedOut")}>
      <LoginForm env={env} returnTo={href} isMain />
    </Page>
  );
}

function NotYet({ error, tryAgain }: { error: unknown; tryAgain: () => void }) {
  const shared = useText(SHARED);
  const t = useText(PROBLEMS);
  return (
    <div className="page">
      <main id="content" tabIndex={-1}>
        {error ? (
          <>
            <h1 className="vh">{t("failedHeading")}</h1>
            <Failed error={error} tryAgain={tryAgain} />
          </>
        ) : (
          <Waiting says={shared("loading")} />
        )}
      </main>
    </div>
  );
}
