/** Mails and pages by which somebody proves an address. */
import { EVENT_KIND_NAMES, type EventKind } from "../../../vocabulary/event-kinds.ts";
import type { Language, Text } from "../../../vocabulary/language.ts";
import { type MailContent, PROOF_HOURS } from "../mail.ts";

/** Whose notification point an address is, and what it has been chosen for. */
type OfPoint = { organization: { number: string; name: string }; kinds: readonly EventKind[] };

/** @param point null for a person's address */
export function proofText(language: Language, verification: string, address: string, point: OfPoint | null): MailContent {
  const texts = point ? pointTexts(point.organization, address) : PERSON;
  const kinds = point ? [`${TOLD_OF[language]} ${point.kinds.map((kind) => EVENT_KIND_NAMES[kind][language]).join(", ")}.`] : [];
  return {
    subject: texts.subject[language],
    paragraphs: [texts.what[language], ...kinds, LASTS[language]],
    link: { label: CONFIRM[language], verification },
    why: NOT_YOU[language],
  };
}

const TOLD_OF: Text = { nb: "Det gjelder:", nn: "Det gjeld:", en: "That is:" };
const CONFIRM: Text = { nb: "Bekreft adressen", nn: "Stadfest adressa", en: "Confirm the address" };
const LASTS: Text = {
  nb: `Følg lenken og trykk på knappen der. Lenken virker én gang, og i ${PROOF_HOURS} timer.`,
  nn: `Følg lenkja og trykk på knappen der. Lenkja verkar éin gong, og i ${PROOF_HOURS} timar.`,
  en: `Follow the link and press the button there. The link works once, for ${PROOF_HOURS} hours.`,
};
const NOT_YOU: Text = {
  nb: "Har du ikke bedt om dette, trenger du ikke gjøre noe: adressen blir ikke brukt før den er bekreftet.",
  nn: "Har du ikkje bede om dette, treng du ikkje gjere noko: adressa blir ikkje brukt før ho er stadfesta.",
  en: "If you did not ask for this, you need not do anything: the address is not used until it is confirmed.",
};

const PERSON = {
  subject: { nb: "Bekreft e-postadressen din i Fullmakt", nn: "Stadfest e-postadressa di i Fullmakt", en: "Confirm your e-mail address in Fullmakt" },
  what: {
    nb: "Noen har lagt inn denne adressen som sin i Fullmakt. Når den er bekreftet, får du e-post om forespørsler og rettigheter som gjelder deg.",
    nn: "Nokon har lagt inn denne adressa som si i Fullmakt. Når ho er stadfesta, får du e-post om førespurnader og rettar som gjeld deg.",
    en: "Somebody has entered this address as theirs in Fullmakt. Once it is confirmed, you get e-mail about requests and rights that concern you.",
  },
} satisfies Record<string, Text>;

function pointTexts({ name, number }: { number: string; name: string }, address: string) {
  return {
    subject: { nb: `Bekreft varslingspunktet for ${name}`, nn: `Stadfest varslingspunktet for ${name}`, en: `Confirm the notification point of ${name}` },
    what: {
      nb: `${name} (${number}) har lagt inn ${address} som varslingspunkt i Fullmakt. Når adressen er bekreftet, får den vite om det virksomheten har valgt.`,
      nn: `${name} (${number}) har lagt inn ${address} som varslingspunkt i Fullmakt. Når adressa er stadfesta, får ho vite om det verksemda har valt.`,
      en: `${name} (${number}) has entered ${address} as a notification point in Fullmakt. Once the address is confirmed, it is told about what the organisation has chosen.`,
    },
  } satisfies Record<string, Text>;
}

/** The page that the link leads to. */
export const PROOF_PAGE = {
  title: { nb: "Bekreft e-postadressen", nn: "Stadfest e-postadressa", en: "Confirm the e-mail address" },
  open: {
    nb: "Trykk på knappen for å bekrefte at adressen er din eller virksomhetens, og at den skal få e-post fra Fullmakt.",
    nn: "Trykk på knappen for å stadfeste at adressa er di eller verksemda si, og at ho skal få e-post frå Fullmakt.",
    en: "Press the button to confirm that the address is yours or your organisation's, and that it shall get e-mail from Fullmakt.",
  },
  confirm: CONFIRM,
  confirmedTitle: { nb: "Adressen er bekreftet", nn: "Adressa er stadfesta", en: "The address is confirmed" },
  confirmed: {
    nb: "Den får e-post fra nå av. Du kan lukke denne siden.",
    nn: "Ho får e-post frå no av. Du kan lukke denne sida.",
    en: "It gets e-mail from now on. You can close this page.",
  },
  expiredTitle: { nb: "Lenken virker ikke lenger", nn: "Lenkja verkar ikkje lenger", en: "The link does not work any more" },
  expired: {
    nb: `Den er eldre enn ${PROOF_HOURS} timer, eller adressen er endret siden. Be om en ny lenke i Fullmakt, der adressen ble lagt inn.`,
    nn: `Ho er eldre enn ${PROOF_HOURS} timar, eller adressa er endra sidan. Be om ei ny lenkje i Fullmakt, der adressa blei lagd inn.`,
    en: `It is older than ${PROOF_HOURS} hours, or the address has been changed since. Ask for a new link in Fullmakt, where the address was entered.`,
  },
  unknownTitle: { nb: "Vi kjenner ikke denne lenken", nn: "Vi kjenner ikkje denne lenkja", en: "We do not know this link" },
  unknown: {
    nb: "Se om hele lenken fra e-posten er med. E-postprogrammer deler av og til en lang lenke i to.",
    nn: "Sjå om heile lenkja frå e-posten er med. E-postprogram deler av og til ei lang lenkje i to.",
    en: "See whether the whole link from the e-mail is there. Mail programs sometimes break a long link in two.",
  },
  front: { nb: "Til Fullmakt", nn: "Til Fullmakt", en: "To Fullmakt" },
} as const satisfies Record<string, Text>;
