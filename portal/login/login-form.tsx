import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { type Level, LEVEL_OF } from "../../vocabulary/level.ts";
import { installation, type LoginService } from "../api/installation.ts";
import { useLanguage } from "../text/language.ts";
import { LOGIN } from "../text/login.ts";
import { useText } from "../text/use-text.ts";

type LoginFormProps = {
  env: EnvironmentName;
  /** Where the browser comes back to, on this origin. */
  returnTo: string;
  /** Lowest level of assurance that will do; what the environment asks for when left out. */
  level?: Level | undefined;
  /** In a window of its own, beside the page: told when it has been opened. */
  onWindow?: () => void;
  /** Whether the first button is the filled one of its page. */
  isMain?: boolean;
};

const WINDOW = "fullmakt-login";
/** One button for each login service of an environment. A form, not a link: logging in changes something (SEC-121). */
export function LoginForm({ env, returnTo, level = LEVEL_OF[env], onWindow, isMain = false }: LoginFormProps) {
  const t = useText(LOGIN);
  const language = useLanguage();
  const { data } = useQuery(installation);
  const services = data?.loginServices.filter(({ environments }) => environments.includes(env)) ?? [];
  if (data && services.length === 0) return <Paragraph>{t("noService", { operator: data.operator.name })}</Paragraph>;
  // Opened while the click is being handled: later, the browser would take it for an unwanted window.
  const openWindow = (event: FormEvent<HTMLFormElement>) => {
    if (!onWindow) return;
    window.open("", WINDOW, "popup,width=560,height=820");
    event.currentTarget.target = WINDOW;
    onWindow();
  };
  return (
    <form className="login-services" method="post" action="/login" onSubmit={openWindow}>
      <input type="hidden" name="return" value={returnTo} />
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="level" value={level} />
      {onWindow && <input type="hidden" name="step_up" value="1" />}
      {services.map((service, i) => (
        <Button key={service.id} type="submit" name="service" value={service.id} variant={isMain && i === 0 ? "primary" : "secondary"}>
          {nameOf(service, t)}
        </Button>
      ))}
    </form>
  );
}

/** The double has no names of its own to log in with: there one is whom one chooses. */
const nameOf = ({ kind, name }: LoginService, t: ReturnType<typeof useText<typeof LOGIN>>): string =>
  kind === "double" ? t("chooseTestPerson") : t("logInWith", { service: name });
