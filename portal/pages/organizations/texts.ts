import type { Texts } from "../../text/text.ts";

export const ORGANIZATIONS = {
  choose: { nb: "Velg virksomhet", nn: "Vel verksemd", en: "Choose organisation" },
  lead: {
    nb: "Du ser dem der du har en rolle i Enhetsregisteret eller en rettighet du har fått.",
    nn: "Du ser dei der du har ei rolle i Einingsregisteret eller ein rett du har fått.",
    en: "You see those where you have a role in the business register or a right that you were given.",
  },
  search: { nb: "Navn eller organisasjonsnummer", nn: "Namn eller organisasjonsnummer", en: "Name or organisation number" },
  clear: { nb: "Tøm søkefeltet", nn: "Tøm søkjefeltet", en: "Clear the search field" },
  recent: { nb: "Sist brukt", nn: "Sist brukte", en: "Recent" },
  all: { nb: "Alle ({n})", nn: "Alle ({n})", en: "All ({n})" },
  hits: { nb: "Treff ({n})", nn: "Treff ({n})", en: "Hits ({n})" },
  foundOne: { nb: "Vi fant 1 virksomhet.", nn: "Vi fann 1 verksemd.", en: "We found 1 organisation." },
  found: { nb: "Vi fant {n} virksomheter.", nn: "Vi fann {n} verksemder.", en: "We found {n} organisations." },
  noHits: {
    nb: "Ingen av virksomhetene dine har «{query}» i navn eller nummer.",
    nn: "Ingen av verksemdene dine har «{query}» i namn eller nummer.",
    en: 'None of your organisations has "{query}" in its name or number.',
  },
  more: { nb: "Vis flere", nn: "Vis fleire", en: "Show more" },
  now: { nb: "Nå", nn: "No", en: "Now" },
  locked: { nb: "Sperret", nn: "Sperra", en: "Locked" },
  inMainUnit: { nb: "{role} i hovedenheten", nn: "{role} i hovudeininga", en: "{role} of the main unit" },
  inOrganization: { nb: "{role} i {organization}", nn: "{role} i {organization}", en: "{role}, {organization}" },
  noRight: { nb: "Ingen rettigheter ennå", nn: "Ingen rettar enno", en: "No rights yet" },
  missing: { nb: "Mangler det en virksomhet?", nn: "Manglar det ei verksemd?", en: "Is an organisation missing?" },
  ask: { nb: "Be om rettighet i en virksomhet", nn: "Be om rett i ei verksemd", en: "Ask for a right in an organisation" },
  listName: { nb: "Virksomheter", nn: "Verksemder", en: "Organisations" },
  loading: { nb: "Henter virksomhetene dine", nn: "Hentar verksemdene dine", en: "Loading your organisations" },

  suggested: { nb: "Jobber du i {organization}?", nn: "Jobbar du i {organization}?", en: "Do you work at {organization}?" },
  suggestedSays: {
    nb: "E-postadressen din er i domenet {domain}. Den gir ingen tilgang, men du kan be om en rettighet.",
    nn: "E-postadressa di er i domenet {domain}. Ho gir ingen tilgang, men du kan be om ein rett.",
    en: "Your e-mail address is of the domain {domain}. It gives no access, but you can ask for a right.",
  },
  sharedDomain: {
    nb: "Flere virksomheter bruker e-postdomenet {domain}, så det gir ikke tilgang til noe.",
    nn: "Fleire verksemder bruker e-postdomenet {domain}, så det gir ikkje tilgang til noko.",
    en: "Several organisations use the e-mail domain {domain}, so it gives access to nothing.",
  },

  noneHeading: { nb: "Du representerer ingen virksomhet ennå", nn: "Du representerer inga verksemd enno", en: "You do not represent any organisation yet" },
  none: {
    nb: "Du ser en virksomhet her når du har en rolle i Enhetsregisteret, for eksempel som daglig leder, eller når noen i virksomheten gir deg en rettighet.",
    nn: "Du ser ei verksemd her når du har ei rolle i Einingsregisteret, til dømes som dagleg leiar, eller når nokon i verksemda gir deg ein rett.",
    en: "You see an organisation here when you have a role in the business register, for example as managing director, or when somebody there gives you a right.",
  },

  wrongHeading: { nb: "Du kan ikke representere {organization}", nn: "Du kan ikkje representere {organization}", en: "You cannot represent {organization}" },
  wrong: {
    nb: "Lenken gjelder {organization}. Du har ingen rolle eller rettighet der.",
    nn: "Lenkja gjeld {organization}. Du har inga rolle eller rett der.",
    en: "The link is about {organization}. You have no role or right there.",
  },
  why: { nb: "Hvorfor?", nn: "Kvifor?", en: "Why?" },
  whyText: {
    nb: "Det er rollen eller rettigheten din som avgjør hvilke virksomheter du ser. Rettigheter gis i hvert miljø for seg: den du har i {otherEnv}, gjelder ikke i {env}.",
    nn: "Det er rolla eller retten din som avgjer kva verksemder du ser. Rettar blir gitt i kvart miljø for seg: den du har i {otherEnv}, gjeld ikkje i {env}.",
    en: "Your role or right decides which organisations you see. Rights are given in each environment on its own: one that you have in {otherEnv} does not count in {env}.",
  },
  goTo: { nb: "Gå til {organization}", nn: "Gå til {organization}", en: "Go to {organization}" },
  askHere: { nb: "Be om rettighet", nn: "Be om rett", en: "Ask for a right" },
  seeAll: { nb: "Se alle virksomhetene dine ({n})", nn: "Sjå alle verksemdene dine ({n})", en: "See all your organisations ({n})" },

  askHeading: { nb: "Be om rettighet i en virksomhet", nn: "Be om rett i ei verksemd", en: "Ask for a right in an organisation" },
  askLead: {
    nb: "Den som kan gi rettigheten, får spørsmålet i Fullmakt og svarer der.",
    nn: "Den som kan gi retten, får spørsmålet i Fullmakt og svarer der.",
    en: "Whoever can give the right gets the question in Fullmakt and answers there.",
  },
  askNumber: { nb: "Organisasjonsnummer", nn: "Organisasjonsnummer", en: "Organisation number" },
  askNumberHelp: {
    nb: "Ni sifre. Vi viser navnet når nummeret er skrevet.",
    nn: "Ni siffer. Vi viser namnet når nummeret er skrive.",
    en: "Nine digits. We show the name once the number is there.",
  },
  numberWrong: {
    nb: "Organisasjonsnummeret stemmer ikke. Sjekk sifrene.",
    nn: "Organisasjonsnummeret stemmer ikkje. Sjekk siffera.",
    en: "The organisation number is not valid. Check the digits.",
  },
  numberUnknown: {
    nb: "Vi finner ingen virksomhet med dette nummeret i {env}.",
    nn: "Vi finn inga verksemd med dette nummeret i {env}.",
    en: "We find no organisation with this number in {env}.",
  },
  askWhich: { nb: "Hvilken rettighet trenger du?", nn: "Kva rett treng du?", en: "Which right do you need?" },
  whichMissing: { nb: "Velg rettigheten du trenger.", nn: "Vel retten du treng.", en: "Choose the right that you need." },
  askMessage: { nb: "Melding", nn: "Melding", en: "Message" },
  askMessageHelp: {
    nb: "Forklar hvorfor du trenger den. Ikke skriv fødselsnummer eller annet sensitivt.",
    nn: "Forklar kvifor du treng han. Ikkje skriv fødselsnummer eller anna sensitivt.",
    en: "Explain why you need it. Do not write identity numbers or other sensitive data.",
  },
  send: { nb: "Send forespørsel", nn: "Send førespurnad", en: "Send request" },
  sending: { nb: "Sender …", nn: "Sender …", en: "Sending …" },
  mend: {
    nb: "Dette mangler før forespørselen kan sendes",
    nn: "Dette manglar før førespurnaden kan sendast",
    en: "This is missing before the request can be sent",
  },
  sentHeading: {
    nb: "Forespørselen er sendt til {organization}",
    nn: "Førespurnaden er send til {organization}",
    en: "Your request has been sent to {organization}",
  },
  sentTo: {
    nb: "{names} kan gi deg rettigheten «{right}». Du finner virksomheten her når du har fått svar.",
    nn: "{names} kan gi deg retten «{right}». Du finn verksemda her når du har fått svar.",
    en: '{names} can give you the right "{right}". You find the organisation here when you have got an answer.',
  },
  sent: {
    nb: "Den som kan gi rettigheten «{right}», ser forespørselen i Fullmakt. Den venter i 30 dager. Du finner virksomheten her når du har fått svar.",
    nn: "Den som kan gi retten «{right}», ser førespurnaden i Fullmakt. Han ventar i 30 dagar. Du finn verksemda her når du har fått svar.",
    en: 'Whoever can give the right "{right}" sees the request in Fullmakt. It waits for 30 days. You find the organisation here when you have got an answer.',
  },
  toMine: { nb: "Til virksomhetene dine", nn: "Til verksemdene dine", en: "To your organisations" },
} as const satisfies Texts;
