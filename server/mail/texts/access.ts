/** Mails to notification points about accesses and clients of their organisation. */
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import type { Language, Text } from "../../../vocabulary/language.ts";
import type { MailContent } from "../mail.ts";
import { day, footOfPoint, IN_ENVIRONMENT } from "./words.ts";

type Organization = { number: string; name: string };
type AccessFacts = {
  kind: "access_given" | "access_changed" | "access_removed";
  env: EnvironmentName;
  scope: string;
  owner: Organization;
  consumer: Organization;
  validTo: Date | null;
};

export function accessText(language: Language, { kind, env, scope, owner, consumer, validTo }: AccessFacts): MailContent {
  const where = IN_ENVIRONMENT[env][language];
  const [provider, us] = [`${owner.name} (${owner.number})`, consumer.name];
  const end = (without: Text, until: Text) => (validTo === null ? without : until)[language];
  const texts = {
    access_given: {
      subject: { nb: `${us} har fått tilgang til ${scope}`, nn: `${us} har fått tilgang til ${scope}`, en: `${us} now has access to ${scope}` },
      what: {
        nb: `${provider} har gitt ${us} tilgang til scopet ${scope} ${where}.`,
        nn: `${provider} har gitt ${us} tilgang til scopet ${scope} ${where}.`,
        en: `${provider} has granted ${us} access to the scope ${scope} ${where}.`,
      },
      next: {
        nb: "Legg scopet på klienten som skal bruke det. Tilgangen virker med en gang.",
        nn: "Legg scopet på klienten som skal bruke det. Tilgangen verkar med ein gong.",
        en: "Put the scope on the client that shall use it. The access works at once.",
      },
    },
    access_changed: {
      subject: { nb: `Tilgangen til ${scope} er endret`, nn: `Tilgangen til ${scope} er endra`, en: `The access to ${scope} has been changed` },
      what: {
        nb: `${provider} har endret vilkårene for tilgangen som ${us} har til scopet ${scope} ${where}.`,
        nn: `${provider} har endra vilkåra for tilgangen som ${us} har til scopet ${scope} ${where}.`,
        en: `${provider} has changed the terms of the access that ${us} has to the scope ${scope} ${where}.`,
      },
      next: { nb: "Se hva som gjelder nå.", nn: "Sjå kva som gjeld no.", en: "See what applies now." },
    },
    access_removed: {
      subject: { nb: `Tilgangen til ${scope} er fjernet`, nn: `Tilgangen til ${scope} er fjerna`, en: `The access to ${scope} has been removed` },
      what: {
        nb: `${provider} har fjernet tilgangen som ${us} har hatt til scopet ${scope} ${where}. Nye token blir avvist fra nå.`,
        nn: `${provider} har fjerna tilgangen som ${us} har hatt til scopet ${scope} ${where}. Nye token blir avviste frå no.`,
        en: `${provider} has removed the access that ${us} has had to the scope ${scope} ${where}. New tokens are refused from now on.`,
      },
      next: {
        nb: "Se hvilke klienter som bruker scopet. Trenger dere det fortsatt, spør tilbyderen.",
        nn: "Sjå kva klientar som bruker scopet. Treng de det framleis, spør tilbydaren.",
        en: "See which clients use the scope. If you still need it, ask the provider.",
      },
    },
  } satisfies Record<AccessFacts["kind"], Record<string, Text>>;
  const { subject, what, next } = texts[kind];
  const dated = end(
    { nb: "Den gjelder til den blir fjernet.", nn: "Han gjeld til han blir fjerna.", en: "It lasts until it is removed." },
    {
      nb: `Den gjelder til ${validTo && day(validTo, "nb")}.`,
      nn: `Han gjeld til ${validTo && day(validTo, "nn")}.`,
      en: `It is valid until ${validTo && day(validTo, "en")}.`,
    },
  );
  const label: Text = { nb: "Se tilgangene", nn: "Sjå tilgangane", en: "See the accesses" };
  return {
    subject: subject[language],
    paragraphs: [kind === "access_removed" ? what[language] : `${what[language]} ${dated}`, next[language]],
    link: { label: label[language], path: `/${env}/${consumer.number}/accesses` },
    ...footOfPoint(language, consumer, env),
  };
}

export function clientText(
  language: Language,
  { env, organization, client, name }: { env: EnvironmentName; organization: Organization; client: string; name: string },
): MailContent {
  const where = IN_ENVIRONMENT[env][language];
  const what = name === "" ? client : name;
  const texts = {
    subject: { nb: `Klienten ${what} er deaktivert`, nn: `Klienten ${what} er deaktivert`, en: `The client ${what} has been deactivated` },
    what: {
      nb: `Klienten ${what} (${client}) hos ${organization.name} (${organization.number}) er deaktivert ${where}. Den får ikke flere token.`,
      nn: `Klienten ${what} (${client}) hos ${organization.name} (${organization.number}) er deaktivert ${where}. Han får ikkje fleire token.`,
      en: `The client ${what} (${client}) of ${organization.name} (${organization.number}) has been deactivated ${where}. It gets no more tokens.`,
    },
    next: { nb: "Dere kan aktivere den igjen.", nn: "De kan aktivere han igjen.", en: "You can reactivate it." },
    link: { nb: "Se klienten", nn: "Sjå klienten", en: "See the client" },
  } satisfies Record<string, Text>;
  return {
    subject: texts.subject[language],
    paragraphs: [texts.what[language], texts.next[language]],
    link: { label: texts.link[language], path: `/${env}/${organization.number}/clients/${encodeURIComponent(client)}` },
    ...footOfPoint(language, organization, env),
  };
}
