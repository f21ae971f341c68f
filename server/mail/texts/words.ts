/** Words that mails have in common. */
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import type { Language, Text } from "../../../vocabulary/language.ts";
import type { MailContent } from "../mail.ts";

/** «i …»: the environment where it stands in a sentence. */
export const IN_ENVIRONMENT: Record<EnvironmentName, Text> = {
  test: { nb: "i testmiljøet", nn: "i testmiljøet", en: "in the test environment" },
  prod: { nb: "i produksjon", nn: "i produksjon", en: "in production" },
};

const MONTHS: Record<Language, readonly string[]> = {
  nb: ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"],
  nn: ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"],
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
};

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Oslo",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** A moment in Norwegian time: 5. mars 2026 kl. 14.30 (nb, nn), 5 March 2026, 14:30 (en). @see glossary.md §5 rule 7 */
export function moment(at: Date, language: Language): string {
  const parts = Object.fromEntries(CLOCK.formatToParts(at).map(({ type, value }) => [type, value]));
  const clock = language === "en" ? `, ${parts.hour}:${parts.minute}` : ` kl. ${parts.hour}.${parts.minute}`;
  return `${day(at, language)}${clock}`;
}

/** The day of a moment in Norwegian time: 5. mars 2026 (nb, nn), 5 March 2026 (en). */
export function day(at: Date, language: Language): string {
  const parts = Object.fromEntries(CLOCK.formatToParts(at).map(({ type, value }) => [type, value]));
  const month = MONTHS[language][Number(parts.month) - 1];
  return language === "en" ? `${Number(parts.day)} ${month} ${parts.year}` : `${Number(parts.day)}. ${month} ${parts.year}`;
}

/** Why a person gets a mail, and where that is changed. */
export const WHY_PERSON: Text = {
  nb: "Du får denne e-posten fordi du har lagt inn og bekreftet adressen din i Fullmakt. Vil du ikke ha slike e-poster, fjerner du adressen på Din side.",
  nn: "Du får denne e-posten fordi du har lagt inn og stadfesta adressa di i Fullmakt. Vil du ikkje ha slike e-postar, fjernar du adressa på Di side.",
  en: "You get this e-mail because you have entered and confirmed your address in Fullmakt. If you do not want such e-mails, remove the address on Your page.",
};
const YOUR_PAGE: Text = { nb: "Din side", nn: "Di side", en: "Your page" };
const NOTIFICATIONS: Text = { nb: "Faktura og varsling", nn: "Faktura og varsling", en: "Billing and notifications" };

/** The foot of a mail to a person. */
export const footOfPerson = (language: Language): Pick<MailContent, "why" | "stop"> => ({
  why: WHY_PERSON[language],
  stop: { label: YOUR_PAGE[language], path: "/me" },
});

/** The foot of a mail to a notification point. @param organization whose it is: name, and number */
export function footOfPoint(language: Language, organization: { number: string; name: string }, env: EnvironmentName): Pick<MailContent, "why" | "stop"> {
  const { name, number } = organization;
  const why: Text = {
    nb: `Denne adressen er et varslingspunkt for ${name} (${number}). Dere endrer eller fjerner den under Faktura og varsling i Fullmakt.`,
    nn: `Denne adressa er eit varslingspunkt for ${name} (${number}). De endrar eller fjernar ho under Faktura og varsling i Fullmakt.`,
    en: `This address is a notification point of ${name} (${number}). You can change or remove it under Billing and notifications in Fullmakt.`,
  };
  return { why: why[language], stop: { label: NOTIFICATIONS[language], path: `/${env}/${number}/billing` } };
}
