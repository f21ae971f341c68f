/** Mails about domains of e-mail of an organisation. */
import type { Language, Text } from "../../../vocabulary/language.ts";
import type { MailContent } from "../mail.ts";
import { day, footOfPerson, footOfPoint } from "./words.ts";

type Facts = {
  organization: { number: string; name: string };
  domain: string;
  provenUntil: Date;
  /** Whether the DNS has answered: then the record is not there. */
  isAnswered: boolean;
};

/** The proof of a domain that ends, since the record is not seen any more. */
export function proofEndsText(language: Language, { organization, domain, provenUntil, isAnswered }: Facts, toPerson: boolean): MailContent {
  const { name, number } = organization;
  const [nb, nn, en] = [day(provenUntil, "nb"), day(provenUntil, "nn"), day(provenUntil, "en")];
  const texts = {
    subject: {
      nb: `Beviset for e-postdomenet ${domain} går ut ${nb}`,
      nn: `Provet for e-postdomenet ${domain} går ut ${nn}`,
      en: `The proof of the e-mail domain ${domain} ends on ${en}`,
    },
    missing: {
      nb: `${name} (${number}) har bevist e-postdomenet ${domain}. TXT-posten som viser det, står ikke lenger i DNS, og beviset går ut ${nb}.`,
      nn: `${name} (${number}) har prova e-postdomenet ${domain}. TXT-posten som viser det, står ikkje lenger i DNS, og provet går ut ${nn}.`,
      en: `${name} (${number}) has proven the e-mail domain ${domain}. The TXT record that shows it is not in the DNS any more, and the proof ends on ${en}.`,
    },
    unanswered: {
      nb: `${name} (${number}) har bevist e-postdomenet ${domain}. Vi har ikke fått svar fra DNS om TXT-posten som viser det, og beviset går ut ${nb}.`,
      nn: `${name} (${number}) har prova e-postdomenet ${domain}. Vi har ikkje fått svar frå DNS om TXT-posten som viser det, og provet går ut ${nn}.`,
      en: `${name} (${number}) has proven the e-mail domain ${domain}. The DNS has not told us of the TXT record that shows it, and the proof ends on ${en}.`,
    },
    next: {
      nb: "Legg inn TXT-posten igjen. Da fornyes beviset av seg selv innen et døgn. Bruker dere ikke domenet lenger, fjerner dere det.",
      nn: "Legg inn TXT-posten igjen. Då blir provet fornya av seg sjølv innan eit døgn. Bruker de ikkje domenet lenger, fjernar de det.",
      en: "Publish the TXT record again. The proof is then renewed by itself within a day. If you do not use the domain any more, remove it.",
    },
    otherwise: {
      nb: "Går beviset ut, får ansatte med adresse i domenet ikke lenger forslag om å be om rettighet hos dere. Ingen mister rettigheter.",
      nn: "Går provet ut, får tilsette med adresse i domenet ikkje lenger framlegg om å be om rett hos dykk. Ingen mistar rettar.",
      en: "If the proof ends, employees with an address of the domain are no longer told to ask you for a right. Nobody loses a right.",
    },
    link: { nb: "Se TXT-posten", nn: "Sjå TXT-posten", en: "See the TXT record" },
  } satisfies Record<string, Text>;
  return {
    subject: texts.subject[language],
    paragraphs: [texts[isAnswered ? "missing" : "unanswered"][language], texts.next[language], texts.otherwise[language]],
    link: { label: texts.link[language], path: `/prod/${number}/people` },
    ...(toPerson ? footOfPerson(language) : footOfPoint(language, organization, "prod")),
  };
}
