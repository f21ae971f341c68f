import { Alert, Heading, Paragraph } from "@digdir/designsystemet-react";
import { TestFlaskIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import { anyEnvironment } from "../../api/session.ts";
import { Frame } from "../../frame/frame.tsx";
import { Page } from "../../frame/page.tsx";
import { LoginForm } from "../../login/login-form.tsx";
import { useText } from "../../text/use-text.ts";
import { CodeLookUp } from "./code-look-up.tsx";
import { Developers } from "./developers.tsx";
import { ServiceStatus } from "../../parts/service-status.tsx";
import { FRONT, type LoginFailure } from "./texts.ts";

const route = getRouteApi("/");
/** The order of the panels: who comes to work before who comes to try. */
const DOORS: readonly EnvironmentName[] = ["prod", "test"];

/** What it is in one sentence, and the ways in. Who is logged in is sent on. */
export function FrontPage() {
  const t = useText(FRONT);
  const { login } = route.useSearch();
  const { data: env, isPending } = useQuery(anyEnvironment);
  if (env && !login) return <Navigate to="/$env/organizations" params={{ env }} search={{ first: true }} replace />;
  if (isPending) return <Frame layout="narrow">{null}</Frame>;
  return (
    <Frame layout="narrow">
      <div className="front">
        <Page heading={t("heading")} lead={t("lead")}>
          {login && <Failure failure={login} env={env ?? null} />}
          <div className="doors">
            {DOORS.map((door) => (
              <Door key={door} env={door} />
            ))}
          </div>
          <div className="doors below-doors">
            <CodeLookUp />
            <ServiceStatus />
          </div>
          <Developers />
        </Page>
      </div>
    </Frame>
  );
}

function Door({ env }: { env: EnvironmentName }) {
  const t = useText(FRONT);
  return (
    <section className={`door ${env}`} aria-labelledby={`door-${env}`}>
      <Heading level={2} data-size="sm" id={`door-${env}`}>
        {env === "test" && <TestFlaskIcon aria-hidden />}
        {t(env)}
      </Heading>
      <Paragraph>{t(`${env}Text`)}</Paragraph>
      <LoginForm env={env} returnTo={`/${env}/organizations?first=true`} isMain={env === "prod"} />
    </section>
  );
}

/** Why a login came to nothing. Somebody who only failed to step up is still logged in. */
function Failure({ failure, env }: { failure: LoginFailure; env: EnvironmentName | null }) {
  const t = useText(FRONT);
  return (
    <Alert data-color={failure === "cancelled" ? "info" : "warning"} className="login-failure">
      <Heading level={2} data-size="2xs">
        {t(failure)}
      </Heading>
      <Paragraph>
        {t(`${failure}Text`)}{" "}
        {env && (
          <>
            {t("goOn")}{" "}
            <Link to="/$env/organizations" params={{ env }}>
              {t("toOrganizations")}
            </Link>
          </>
        )}
      </Paragraph>
    </Alert>
  );
}
