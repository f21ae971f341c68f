/** Mails about rights of people, and about requests for them. */
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import type { Language, Text } from "../../../vocabulary/language.ts";
import { type HeldRight, RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import type { MailContent } from "../mail.ts";
import { day, footOfPerson, footOfPoint, IN_ENVIRONMENT } from "./words.ts";

type About = { env: EnvironmentName; organization: { number: string; name: string }; right: HeldRight };

const SOMEBODY: Text = { nb: "Noen", nn: "Nokon", en: "Somebody" };

/** @param toPerson to one who can give the right; else to a notification point */
export function requestSentText(language: Language, facts: About & { asker: string | null; request: string }, toPerson: boolean): MailContent {
  const { env, organization, right } = facts;
  const { name, number } = organization;
  const asker = facts.asker ?? SOMEBODY[language];
  const [what, where] = [RIGHT_TEXTS[right].name[language], IN_ENVIRONMENT[env][language]];
  const texts = {
    subject: { nb: `${asker} ber om en rettighet for ${name}`, nn: `${asker} ber om ein rett for ${name}`, en: `${asker} asks for a right for ${name}` },
    what: {
      nb: `${asker} ber om rettigheten «${what}» for ${name} (${number}) ${where}.`,
      nn: `${asker} ber om retten «${what}» for ${name} (${number}) ${where}.`,
      en: `${asker} asks for the right "${what}" for ${name} (${number}) ${where}.`,
    },
    next: {
      nb: "Åpne forespørselen for å se hva den gir, og godkjenn eller avslå den. Den venter i 30 dager.",
      nn: "Opne førespurnaden for å sjå kva han gir, og godkjenn eller avslå han. Han ventar i 30 dagar.",
      en: "Open the request to see what it gives, and approve or reject it. It waits for 30 days.",
    },
  } satisfies Record<string, Text>;
  return {
    subject: texts.subject[language],
    paragraphs: [texts.what[language], texts.next[language]],
    link: toRequest(language, facts),
    ...(toPerson ? footOfPerson(language) : footOfPoint(language, organization, env)),
  };
}

const SEE: Text = { nb: "Se forespørselen", nn: "Sjå førespurnaden", en: "See the request" };
const toRequest = (language: Language, { env, organization, request }: Pick<About, "env" | "organization"> & { request: string }) => ({
  label: SEE[language],
  path: `/${env}/${organization.number}/requests/${request}`,
});

/** To one who can give the right, from one who handles requests and cannot. */
export function requestForwardedText(language: Language, facts: About & { asker: string | null; forwarder: string | null; request: string }): MailContent {
  const { env, organization, right } = facts;
  const { name, number } = organization;
  const [asker, forwarder] = [facts.asker ?? SOMEBODY[language], facts.forwarder ?? SOMEBODY[language]];
  const [what, where] = [RIGHT_TEXTS[right].name[language], IN_ENVIRONMENT[env][language]];
  const texts = {
    subject: {
      nb: `${forwarder} har sendt deg en forespørsel for ${name}`,
      nn: `${forwarder} har sendt deg ein førespurnad for ${name}`,
      en: `${forwarder} has forwarded a request for ${name} to you`,
    },
    what: {
      nb: `${asker} ber om rettigheten «${what}» for ${name} (${number}) ${where}. ${forwarder} mangler den selv og har sendt forespørselen videre til deg.`,
      nn: `${asker} ber om retten «${what}» for ${name} (${number}) ${where}. ${forwarder} manglar han sjølv og har sendt førespurnaden vidare til deg.`,
      en: `${asker} asks for the right "${what}" for ${name} (${number}) ${where}. ${forwarder} lacks it and has forwarded the request to you.`,
    },
    next: {
      nb: "Åpne forespørselen for å se hva den gir, og godkjenn eller avslå den.",
      nn: "Opne førespurnaden for å sjå kva han gir, og godkjenn eller avslå han.",
      en: "Open the request to see what it gives, and approve or reject it.",
    },
  } satisfies Record<string, Text>;
  return {
    subject: texts.subject[language],
    paragraphs: [texts.what[language], texts.next[language]],
    link: toRequest(language, facts),
    ...footOfPerson(language),
  };
}

export function requestAnsweredText(language: Language, { env, organization, right, approved }: About & { approved: boolean }): MailContent {
  const { name, number } = organization;
  const [what, where] = [RIGHT_TEXTS[right].name[language], IN_ENVIRONMENT[env][language]];
  const texts = approved
    ? ({
        subject: {
          nb: `Du har fått rettigheten «${what}» for ${name}`,
          nn: `Du har fått retten «${what}» for ${name}`,
          en: `You have got the right "${what}" for ${name}`,
        },
        what: {
          nb: `Forespørselen din om rettigheten «${what}» for ${name} (${number}) ${where} er godkjent.`,
          nn: `Førespurnaden din om retten «${what}» for ${name} (${number}) ${where} er godkjend.`,
          en: `Your request for the right "${what}" for ${name} (${number}) ${where} has been approved.`,
        },
        next: {
          nb: "Den virker med en gang. Du trenger ikke logge inn på nytt.",
          nn: "Han verkar med ein gong. Du treng ikkje logge inn på nytt.",
          en: "It works at once. You need not log in again.",
        },
        link: { nb: `Gå til ${name}`, nn: `Gå til ${name}`, en: `Go to ${name}` },
      } satisfies Record<string, Text>)
    : ({
        subject: {
          nb: `Forespørselen din til ${name} er avslått`,
          nn: `Førespurnaden din til ${name} er avslått`,
          en: `Your request to ${name} has been rejected`,
        },
        what: {
          nb: `Forespørselen din om rettigheten «${what}» for ${name} (${number}) ${where} er avslått.`,
          nn: `Førespurnaden din om retten «${what}» for ${name} (${number}) ${where} er avslått.`,
          en: `Your request for the right "${what}" for ${name} (${number}) ${where} has been rejected.`,
        },
        next: {
          nb: "Se hvem som svarte, og begrunnelsen hvis det er gitt noen. Du kan be på nytt.",
          nn: "Sjå kven som svara, og grunngivinga om det er gitt noka. Du kan be på nytt.",
          en: "See who answered, and the reason if one was given. You can ask again.",
        },
        link: { nb: "Se svaret", nn: "Sjå svaret", en: "See the answer" },
      } satisfies Record<string, Text>);
  return {
    subject: texts.subject[language],
    paragraphs: [texts.what[language], texts.next[language]],
    link: { label: texts.link[language], path: approved ? `/${env}/${number}` : `/${env}/${number}/requests?tab=sent` },
    ...footOfPerson(language),
  };
}

type Given = Omit<About, "right"> & { kind: "right_given" | "right_removed"; rights: readonly HeldRight[]; validTo: Date | null };

export function rightText(language: Language, { kind, env, organization, rights, validTo }: Given): MailContent {
  const { name, number } = organization;
  const where = IN_ENVIRONMENT[env][language];
  const list = new Intl.ListFormat(language, { type: "conjunction" }).format(rights.map((right) => QUOTED[language](RIGHT_TEXTS[right].name[language])));
  const many = rights.length > 1;
  const texts = kind === "right_given" ? givenTexts(name, many, validTo) : removedTexts(name, many);
  return {
    subject: texts.subject[language],
    paragraphs: [
      `${texts.what[language]} ${name} (${number}) ${where}: ${list}.${texts.until[language]}`,
      ...(kind === "right_given" ? rights.map((right) => `${RIGHT_TEXTS[right].name[language]}: ${RIGHT_TEXTS[right].opens[language]}`) : []),
      texts.next[language],
    ],
    link: { label: texts.link[language], path: kind === "right_given" ? `/${env}/${number}` : `/${env}/organizations/ask` },
    ...footOfPerson(language),
  };
}

const QUOTED: Record<Language, (text: string) => string> = { nb: (text) => `«${text}»`, nn: (text) => `«${text}»`, en: (text) => `"${text}"` };
const NOTHING: Text = { nb: "", nn: "", en: "" };

const givenTexts = (name: string, many: boolean, validTo: Date | null) =>
  ({
    subject: many
      ? { nb: `Du har fått rettigheter for ${name}`, nn: `Du har fått rettar for ${name}`, en: `You have got rights for ${name}` }
      : { nb: `Du har fått en rettighet for ${name}`, nn: `Du har fått ein rett for ${name}`, en: `You have got a right for ${name}` },
    what: many
      ? { nb: "Du har fått disse rettighetene for", nn: "Du har fått desse rettane for", en: "You have got these rights for" }
      : { nb: "Du har fått denne rettigheten for", nn: "Du har fått denne retten for", en: "You have got this right for" },
    until:
      validTo === null
        ? NOTHING
        : { nb: ` Gjelder til ${day(validTo, "nb")}.`, nn: ` Gjeld til ${day(validTo, "nn")}.`, en: ` Valid until ${day(validTo, "en")}.` },
    next: {
      nb: "Det virker med en gang. Du trenger ikke logge inn på nytt.",
      nn: "Det verkar med ein gong. Du treng ikkje logge inn på nytt.",
      en: "It works at once. You need not log in again.",
    },
    link: { nb: `Gå til ${name}`, nn: `Gå til ${name}`, en: `Go to ${name}` },
  }) satisfies Record<string, Text>;

const removedTexts = (name: string, many: boolean) =>
  ({
    subject: many
      ? { nb: `Rettigheter for ${name} er fjernet`, nn: `Rettar for ${name} er fjerna`, en: `Rights for ${name} have been removed` }
      : { nb: `En rettighet for ${name} er fjernet`, nn: `Ein rett for ${name} er fjerna`, en: `A right for ${name} has been removed` },
    what: many
      ? { nb: "Disse rettighetene dine er fjernet for", nn: "Desse rettane dine er fjerna for", en: "These rights of yours have been removed for" }
      : { nb: "Denne rettigheten din er fjernet for", nn: "Denne retten din er fjerna for", en: "This right of yours has been removed for" },
    until: NOTHING,
    next: {
      nb: "Trenger du den fortsatt, kan du be om den igjen.",
      nn: "Treng du han framleis, kan du be om han igjen.",
      en: "If you still need it, you can ask for it again.",
    },
    link: { nb: "Be om en rettighet", nn: "Be om ein rett", en: "Ask for a right" },
  }) satisfies Record<string, Text>;
