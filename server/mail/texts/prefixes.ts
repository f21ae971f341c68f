/** Mails about applications for prefixes: to the operator's people, and to the applicants. */
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import type { Language, Text } from "../../../vocabulary/language.ts";
import { inLine, type MailContent } from "../mail.ts";
import { footOfPerson, footOfPoint, IN_ENVIRONMENT } from "./words.ts";

type Named = { number: string; name: string };
type About = { env: EnvironmentName; organization: Named; prefix: string };

/** What the applicants have written is read where it is decided: a stranger's words are not carried to a mailbox. */
export function prefixAppliedText(language: Language, { env, organization, operator, prefix }: About & { operator: Named }, toPerson: boolean): MailContent {
  const { name, number } = organization;
  const where = IN_ENVIRONMENT[env][language];
  const texts = {
    subject: { nb: `${name} søker om prefikset ${prefix}`, nn: `${name} søker om prefikset ${prefix}`, en: `${name} applies for the prefix ${prefix}` },
    what: {
      nb: `${name} (${number}) søker om prefikset «${prefix}» ${where}.`,
      nn: `${name} (${number}) søker om prefikset «${prefix}» ${where}.`,
      en: `${name} (${number}) applies for the prefix "${prefix}" ${where}.`,
    },
    next: {
      nb: "Se hva som er kontrollert, og tildel prefikset eller avslå med en begrunnelse.",
      nn: "Sjå kva som er kontrollert, og tildel prefikset eller avslå med ei grunngiving.",
      en: "See what has been checked, and allot the prefix or reject with a reason.",
    },
    link: { nb: "Se søknaden", nn: "Sjå søknaden", en: "See the application" },
  } satisfies Record<string, Text>;
  return {
    subject: texts.subject[language],
    paragraphs: [texts.what[language], texts.next[language]],
    link: { label: texts.link[language], path: `/operator/${env}/prefix-applications` },
    ...(toPerson ? footOfPerson(language) : footOfPoint(language, operator, env)),
  };
}

type Decided = About & { outcome: "allotted" | "rejected" | "withdrawn"; reason: string };

export function prefixDecidedText(language: Language, facts: Decided, toPerson: boolean): MailContent {
  const { env, organization, outcome, reason } = facts;
  const texts = DECIDED[outcome](facts);
  return {
    subject: texts.subject[language],
    paragraphs: [
      `${texts.what[language]} ${IN_ENVIRONMENT[env][language]}.`,
      ...(reason === "" ? [] : [`${REASON[language]} ${inLine(reason)}`]),
      texts.next[language],
    ],
    link: { label: texts.link[language], path: `/${env}/${organization.number}/prefixes` },
    ...(toPerson ? footOfPerson(language) : footOfPoint(language, organization, env)),
  };
}

const REASON: Text = { nb: "Begrunnelse:", nn: "Grunngiving:", en: "Reason:" };
const SEE: Text = { nb: "Se søknaden", nn: "Sjå søknaden", en: "See the application" };

const DECIDED: Record<Decided["outcome"], (facts: Decided) => Record<"subject" | "what" | "next" | "link", Text>> = {
  allotted: ({ organization: { name, number }, prefix }) => ({
    subject: { nb: `${name} har fått prefikset ${prefix}`, nn: `${name} har fått prefikset ${prefix}`, en: `${name} has got the prefix ${prefix}` },
    what: {
      nb: `${name} (${number}) har fått prefikset «${prefix}»`,
      nn: `${name} (${number}) har fått prefikset «${prefix}»`,
      en: `${name} (${number}) has got the prefix "${prefix}"`,
    },
    next: { nb: "Dere kan lage scope med det nå.", nn: "De kan lage scope med det no.", en: "You can create scopes with it now." },
    link: { nb: "Se prefikset", nn: "Sjå prefikset", en: "See the prefix" },
  }),
  rejected: ({ organization: { name, number }, prefix }) => ({
    subject: {
      nb: `Søknaden om prefikset ${prefix} er avslått`,
      nn: `Søknaden om prefikset ${prefix} er avslått`,
      en: `The application for the prefix ${prefix} has been rejected`,
    },
    what: {
      nb: `Søknaden fra ${name} (${number}) om prefikset «${prefix}» er avslått`,
      nn: `Søknaden frå ${name} (${number}) om prefikset «${prefix}» er avslått`,
      en: `The application of ${name} (${number}) for the prefix "${prefix}" has been rejected`,
    },
    next: {
      nb: "Dere kan søke på nytt. Svarene deres er tatt vare på.",
      nn: "De kan søke på nytt. Svara dykkar er tekne vare på.",
      en: "You can apply again. Your answers have been kept.",
    },
    link: SEE,
  }),
  withdrawn: ({ organization: { name, number }, prefix }) => ({
    subject: {
      nb: `Søknaden om prefikset ${prefix} er trukket`,
      nn: `Søknaden om prefikset ${prefix} er trekt`,
      en: `The application for the prefix ${prefix} has been withdrawn`,
    },
    what: {
      nb: `En kollega har trukket søknaden fra ${name} (${number}) om prefikset «${prefix}»`,
      nn: `Ein kollega har trekt søknaden frå ${name} (${number}) om prefikset «${prefix}»`,
      en: `A colleague has withdrawn the application of ${name} (${number}) for the prefix "${prefix}"`,
    },
    next: { nb: "Dere kan søke igjen når som helst.", nn: "De kan søke igjen når som helst.", en: "You can apply again at any time." },
    link: SEE,
  }),
};
