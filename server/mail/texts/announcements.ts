/** What many notification points are told. */
import type { EventKind } from "../../../vocabulary/event-kinds.ts";
import type { Language, Text } from "../../../vocabulary/language.ts";
import type { Announcement } from "../announcement.ts";
import type { MailContent } from "../mail.ts";
import { footOfPoint, IN_ENVIRONMENT, moment } from "./words.ts";

type Organization = { number: string; name: string };
type Notice = Extract<Announcement, { kind: "notice" }>;
type OfScope = Exclude<Announcement, Notice>;

export const announcementText = (language: Language, told: Announcement, organization: Organization): MailContent =>
  told.kind === "notice" ? noticeText(language, told, organization) : scopeText(language, told, organization);

const SEVERITY: Record<Extract<EventKind, "incident" | "maintenance" | "change">, Text> = {
  incident: { nb: "Alvorlig feil", nn: "Alvorleg feil", en: "Severe incident" },
  maintenance: { nb: "Planlagt vedlikehold", nn: "Planlagt vedlikehald", en: "Planned maintenance" },
  change: { nb: "Endring", nn: "Endring", en: "Change" },
};
const UPDATED: Text = { nb: "oppdatert", nn: "oppdatert", en: "updated" };
const SEE: Text = { nb: "Se driftsmeldinger", nn: "Sjå driftsmeldingar", en: "See service notices" };

function noticeText(language: Language, { severity, environments, from, to, title, text, changed }: Notice, organization: Organization): MailContent {
  const where = environments.map((env) => IN_ENVIRONMENT[env][language]).join({ nb: " og ", nn: " og ", en: " and " }[language]);
  const span = {
    nb: to === null ? `Fra ${moment(new Date(from), "nb")}` : `Fra ${moment(new Date(from), "nb")} til ${moment(new Date(to), "nb")}`,
    nn: to === null ? `Frå ${moment(new Date(from), "nn")}` : `Frå ${moment(new Date(from), "nn")} til ${moment(new Date(to), "nn")}`,
    en: to === null ? `From ${moment(new Date(from), "en")}` : `From ${moment(new Date(from), "en")} to ${moment(new Date(to), "en")}`,
  }[language];
  const env = environments[0]!;
  return {
    subject: `${SEVERITY[severity][language]}${changed ? ` (${UPDATED[language]})` : ""}: ${title[language]}`,
    paragraphs: [`${span}, ${where}.`, ...text[language].split(/\n\s*\n/)],
    link: { label: SEE[language], path: `/${env}/${organization.number}/notices` },
    ...footOfPoint(language, organization, env),
  };
}

/** Before what somebody else has written: whose words they are. */
const WRITES: Record<Language, (owner: string) => string> = {
  nb: (owner) => `Beskjed fra ${owner}:`,
  nn: (owner) => `Beskjed frå ${owner}:`,
  en: (owner) => `Message from ${owner}:`,
};

function scopeText(language: Language, { kind, env, scope, owner, ownerName, message }: OfScope, organization: Organization): MailContent {
  const where = IN_ENVIRONMENT[env][language];
  const to = organization.name;
  const provider = `${ownerName} (${owner})`;
  const texts =
    kind === "scope_deactivated"
      ? ({
          subject: { nb: `${scope} er deaktivert`, nn: `${scope} er deaktivert`, en: `${scope} has been deactivated` },
          what: {
            nb: `${provider} har deaktivert scopet ${scope} ${where}. ${to} får ikke lenger token med det. Token som alt er utstedt, virker til de går ut.`,
            nn: `${provider} har deaktivert scopet ${scope} ${where}. ${to} får ikkje lenger token med det. Token som alt er skrivne ut, verkar til dei går ut.`,
            en: `${provider} has deactivated the scope ${scope} ${where}. ${to} gets no more tokens with it. Tokens already issued work until they expire.`,
          },
          next: {
            nb: "Se hvilke klienter som bruker scopet, og spør tilbyderen om hva som kommer i stedet.",
            nn: "Sjå kva klientar som bruker scopet, og spør tilbydaren om kva som kjem i staden.",
            en: "See which clients use the scope, and ask the provider what replaces it.",
          },
        } satisfies Record<string, Text>)
      : ({
          subject: { nb: `${scope} er aktivert igjen`, nn: `${scope} er aktivert igjen`, en: `${scope} has been reactivated` },
          what: {
            nb: `${provider} har aktivert scopet ${scope} igjen ${where}. Tilgangen til ${to} virker som før.`,
            nn: `${provider} har aktivert scopet ${scope} igjen ${where}. Tilgangen til ${to} verkar som før.`,
            en: `${provider} has reactivated the scope ${scope} ${where}. The access of ${to} works as before.`,
          },
          next: { nb: "Dere trenger ikke gjøre noe.", nn: "De treng ikkje gjere noko.", en: "You need not do anything." },
        } satisfies Record<string, Text>);
  const label: Text = { nb: "Se klientene", nn: "Sjå klientane", en: "See the clients" };
  return {
    subject: texts.subject[language],
    paragraphs: [texts.what[language], ...(message ? [`${WRITES[language](ownerName)} ${message}`] : []), texts.next[language]],
    link: { label: label[language], path: `/${env}/${organization.number}/clients` },
    ...footOfPoint(language, organization, env),
  };
}
