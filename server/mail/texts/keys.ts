import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import type { Language, Text } from "../../../vocabulary/language.ts";
import type { MailContent } from "../mail.ts";
import { footOfPoint, IN_ENVIRONMENT, moment } from "./words.ts";

type EndingKeyFacts = { env: EnvironmentName; organization: { number: string; name: string }; client: string; name: string; kid: string; expiresAt: Date };

/** A key that ends soon (glossary: key expires). */
export function keyText(language: Language, { env, organization, client, name, kid, expiresAt }: EndingKeyFacts): MailContent {
  const what = name === "" ? client : name;
  const [where, at] = [IN_ENVIRONMENT[env][language], moment(expiresAt, language)];
  const whose = `${organization.name} (${organization.number})`;
  const texts = {
    subject: { nb: `Nøkkelen på ${what} går ut ${at}`, nn: `Nøkkelen på ${what} går ut ${at}`, en: `The key on ${what} expires ${at}` },
    what: {
      nb: `Nøkkelen ${kid} på klienten ${what} hos ${whose} ${where} går ut ${at}. Forny den nå for å unngå stans.`,
      nn: `Nøkkelen ${kid} på klienten ${what} hos ${whose} ${where} går ut ${at}. Forny han no for å unngå stans.`,
      en: `Key ${kid} on the client ${what} of ${whose} ${where} expires ${at}. Renew it now to avoid an outage.`,
    },
    next: {
      nb: "Legg inn en ny nøkkel ved siden av den gamle, ta den i bruk, og fjern så den gamle. Da stopper ingenting.",
      nn: "Legg inn ein ny nøkkel ved sida av den gamle, ta han i bruk, og fjern så den gamle. Då stoppar ingenting.",
      en: "Add a new key beside the old one, take it into use, and then remove the old one. Nothing stops that way.",
    },
    link: { nb: "Forny nøkkelen", nn: "Forny nøkkelen", en: "Renew the key" },
  } satisfies Record<string, Text>;
  return {
    subject: texts.subject[language],
    paragraphs: [texts.what[language], texts.next[language]],
    link: { label: texts.link[language], path: `/${env}/${organization.number}/clients/${encodeURIComponent(client)}` },
    ...footOfPoint(language, organization, env),
  };
}
