import { Fieldset, Heading, Paragraph, Radio } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { LANGUAGES } from "../../../vocabulary/language.ts";
import { anyEnvironment } from "../../api/session.ts";
import { COLOR_SCHEMES, currentColorScheme, showColorScheme } from "../../frame/color-scheme.ts";
import { Frame } from "../../frame/frame.tsx";
import { useLanguageChoice } from "../../frame/language-choice.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useSignedIn } from "../../frame/where.tsx";
import { SignedIn } from "../../login/signed-in.tsx";
import { NAME_OF_LANGUAGE, useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { Email } from "./email.tsx";
import { EMAIL } from "./email-texts.ts";
import { Sessions } from "./sessions.tsx";
import { ME } from "./texts.ts";

/** Din side: language, colours, where one is logged in. Of no environment, so the API of whichever one may be in is asked. */
export function MePage() {
  const { data: env, isPending } = useQuery(anyEnvironment);
  if (isPending) return <Frame layout="narrow">{null}</Frame>;
  if (!env) return <Navigate to="/" replace />;
  return (
    <SignedIn env={env} isEnvironmentShown={false}>
      <Frame layout="narrow">
        <Mine />
      </Frame>
    </SignedIn>
  );
}

function Mine() {
  const t = useText(ME);
  const email = useText(EMAIL);
  const shared = useText(SHARED);
  const { env, me } = useSignedIn();
  return (
    <Page
      heading={t("heading")}
      lead={t("lead", { name: me.name || shared("unnamedPerson") })}
      crumbs={[
        {
          name: t("backTo"),
          link: (words) => (
            <Link to="/$env/organizations" params={{ env }}>
              {words}
            </Link>
          ),
        },
      ]}
    >
      <div className="form">
        <LanguageChoice />
        <ColorChoice />
      </div>
      <section className="section">
        <Heading level={2} data-size="xs">
          {email("heading")}
        </Heading>
        <Paragraph>{email("text")}</Paragraph>
        <Email />
      </section>
      <section className="section">
        <Heading level={2} data-size="xs">
          {t("sessions")}
        </Heading>
        <Paragraph>{t("sessionsText")}</Paragraph>
        <Sessions />
      </section>
    </Page>
  );
}

function LanguageChoice() {
  const t = useText(ME);
  const now = useLanguage();
  const { choose } = useLanguageChoice();
  return (
    <Fieldset>
      <Fieldset.Legend>{t("language")}</Fieldset.Legend>
      <Fieldset.Description>{t("languageHelp")}</Fieldset.Description>
      {LANGUAGES.map((language) => (
        <Radio
          key={language}
          name="language"
          value={language}
          label={<span lang={language}>{NAME_OF_LANGUAGE[language]}</span>}
          checked={language === now}
          onChange={() => choose(language)}
        />
      ))}
    </Fieldset>
  );
}

function ColorChoice() {
  const t = useText(ME);
  const [now, setNow] = useState(currentColorScheme);
  return (
    <Fieldset>
      <Fieldset.Legend>{t("colors")}</Fieldset.Legend>
      {COLOR_SCHEMES.map((scheme) => (
        <Radio
          key={scheme}
          name="colors"
          value={scheme}
          label={t(scheme)}
          checked={scheme === now}
          onChange={() => {
            showColorScheme(scheme);
            setNow(scheme);
            announce(t("saved"));
          }}
        />
      ))}
    </Fieldset>
  );
}
