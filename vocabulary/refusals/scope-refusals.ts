import type { RefusalEntry } from "./refusal.ts";

/** What the APIs refuse about prefixes, scopes and which of them a client may have. */
export const SCOPE_REFUSALS = {
  prefix_invalid: {
    code: "FM-430",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "A prefix is 2 to 64 lower-case letters, digits, hyphens, underscores and full stops, and begins and ends with a letter or digit.",
    title: {
      nb: "Prefikset har en annen form enn ventet",
      nn: "Prefikset har ei anna form enn venta",
      en: "The prefix has another form than expected",
    },
    meaning: {
      nb: "Et prefiks er 2 til 64 tegn: små bokstaver a–z, sifre, bindestrek, understrek og punktum, med bokstav eller siffer først og sist.",
      nn: "Eit prefiks er 2 til 64 teikn: små bokstavar a–z, siffer, bindestrek, understrek og punktum, med bokstav eller siffer først og sist.",
      en: "A prefix is 2 to 64 characters: lower-case letters a–z, digits, hyphens, underscores and full stops, with a letter or digit first and last.",
    },
    remedy: {
      nb: "Velg et navn som passer, for eksempel virksomhetens navn med små bokstaver. Skriv æ, ø og å om til a–z, og ta bort kolon.",
      nn: "Vel eit namn som passar, til dømes namnet på verksemda med små bokstavar. Skriv æ, ø og å om til a–z, og ta bort kolon.",
      en: "Choose a name that fits, such as the organisation's name in lower case. Rewrite æ, ø and å with a–z, and leave out colons.",
    },
  },
  prefix_reserved: {
    code: "FM-431",
    status: 409,
    error: "conflict",
    who: "operator",
    description: "This prefix is reserved for the platform.",
    title: {
      nb: "Prefikset er holdt av til plattformen",
      nn: "Prefikset er halde av til plattforma",
      en: "The prefix is reserved for the platform",
    },
    meaning: {
      nb: "Noen prefikser, som «maskinporten» og «fullmakt», tilhører plattformen selv, så ingen kan ta dem for et offisielt API uten at det er det.",
      nn: "Nokre prefiks, som «maskinporten» og «fullmakt», høyrer til plattforma sjølv, så ingen kan ta dei for eit offisielt API utan at det er det.",
      en: 'Some prefixes, such as "maskinporten" and "fullmakt", belong to the platform itself, so that nobody mistakes something else for an official API.',
    },
    remedy: {
      nb: "Bare plattformoperatørens egen virksomhet kan få det tildelt. Andre kan søke om et prefiks som ligner på virksomhetens navn.",
      nn: "Berre verksemda til plattformoperatøren sjølv kan få det tildelt. Andre kan søkje om eit prefiks som liknar på namnet til verksemda.",
      en: "Only the platform operator's own organisation can be allotted it. Others can apply for a prefix like their organisation's name.",
    },
  },
  prefix_taken: {
    code: "FM-432",
    status: 409,
    error: "conflict",
    who: "operator",
    description: "This prefix belongs to another organisation.",
    title: {
      nb: "Prefikset er tatt",
      nn: "Prefikset er teke",
      en: "The prefix is taken",
    },
    meaning: {
      nb: "En annen virksomhet har dette prefikset i dette miljøet. Et prefiks har alltid bare én eier.",
      nn: "Ei anna verksemd har dette prefikset i dette miljøet. Eit prefiks har alltid berre éin eigar.",
      en: "Another organisation has this prefix in this environment. A prefix always has one owner only.",
    },
    remedy: {
      nb: "Velg et annet prefiks. Er virksomhetene slått sammen, kan plattformoperatøren flytte prefikset til den nye eieren.",
      nn: "Vel eit anna prefiks. Er verksemdene slått saman, kan plattformoperatøren flytte prefikset til den nye eigaren.",
      en: "Choose another prefix. If the organisations have merged, the platform operator can move the prefix to its new owner.",
    },
  },
  prefix_lookalike: {
    code: "FM-433",
    status: 409,
    error: "conflict",
    who: "operator",
    description: "This prefix looks like one that belongs to another organisation: {what}",
    title: {
      nb: "Prefikset ligner på et annet",
      nn: "Prefikset liknar på eit anna",
      en: "The prefix looks like another",
    },
    meaning: {
      nb: "Prefikset er så likt et som tilhører en annen virksomhet, at en leser i hast kan ta feil av dem. Beskrivelsen i svaret nevner det andre.",
      nn: "Prefikset er så likt eit som høyrer til ei anna verksemd, at ein lesar i hast kan ta feil av dei. Skildringa i svaret nemner det andre.",
      en: "The prefix is so like one that belongs to another organisation that a hurried reader could mistake them. The description in the answer names the other.",
    },
    remedy: {
      nb: "Velg et prefiks som skiller seg tydeligere ut. Er navnet likevel deres, kan plattformoperatøren vurdere søknaden og tildele det.",
      nn: "Vel eit prefiks som skil seg tydelegare ut. Er namnet likevel dykkar, kan plattformoperatøren vurdere søknaden og tildele det.",
      en: "Choose a prefix that stands out more clearly. If the name is yours all the same, the platform operator can consider the application and allot it.",
    },
  },
  prefix_not_yours: {
    code: "FM-434",
    status: 403,
    error: "forbidden",
    who: "operator",
    description: "The organisation does not own this prefix.",
    title: {
      nb: "Virksomheten har ikke dette prefikset",
      nn: "Verksemda har ikkje dette prefikset",
      en: "The organisation does not have this prefix",
    },
    meaning: {
      nb: "Scope kan bare lages under prefikser som virksomheten har fått tildelt i dette miljøet.",
      nn: "Scope kan berre lagast under prefiks som verksemda har fått tildelt i dette miljøet.",
      en: "Scopes can only be created under prefixes that the organisation has been allotted in this environment.",
    },
    remedy: {
      nb: "Bruk et av prefiksene virksomheten har, eller søk om dette. Plattformoperatøren tildeler prefikser; det som gjelder i test, gjelder ikke i produksjon.",
      nn: "Bruk eit av prefiksa verksemda har, eller søk om dette. Plattformoperatøren tildeler prefiks; det som gjeld i test, gjeld ikkje i produksjon.",
      en: "Use one of the organisation's prefixes, or apply for this one. The platform operator allots prefixes; what holds in test does not hold in production.",
    },
  },
  scope_name_invalid: {
    code: "FM-440",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The name of a scope is lower-case letters, digits and . _ - / : and at most 255 characters.",
    title: {
      nb: "Scope-navnet har en annen form enn ventet",
      nn: "Scope-namnet har ei anna form enn venta",
      en: "The scope name has another form than expected",
    },
    meaning: {
      nb: "Et nytt scope-navn er prefikset, et kolon og subscopet, til sammen høyst 255 tegn: små bokstaver a–z, sifre og . _ - / :",
      nn: "Eit nytt scope-namn er prefikset, eit kolon og subscopet, til saman høgst 255 teikn: små bokstavar a–z, siffer og . _ - / :",
      en: "A new scope name is the prefix, a colon and the subscope, at most 255 characters together: lower-case letters a–z, digits and . _ - / :",
    },
    remedy: {
      nb: "Skriv subscopet med små bokstaver og la det begynne og slutte med bokstav eller siffer, for eksempel «adresse.read».",
      nn: "Skriv subscopet med små bokstavar og lat det byrje og slutte med bokstav eller siffer, til dømes «adresse.read».",
      en: 'Write the subscope in lower case and let it begin and end with a letter or digit, for example "adresse.read".',
    },
  },
  scope_not_available: {
    code: "FM-441",
    status: 400,
    error: "invalid_request",
    who: "api_provider",
    description: "The organisation may not use this scope: {what}",
    title: {
      nb: "Virksomheten kan ikke bruke scopet",
      nn: "Verksemda kan ikkje bruke scopet",
      en: "The organisation cannot use the scope",
    },
    meaning: {
      nb: "Klienten skulle få et scope som ikke finnes, er deaktivert, eller som virksomheten ikke har tilgang til i dette miljøet.",
      nn: "Klienten skulle få eit scope som ikkje finst, er deaktivert, eller som verksemda ikkje har tilgang til i dette miljøet.",
      en: "The client was to get a scope that does not exist, is deactivated, or that the organisation has no access to in this environment.",
    },
    remedy: {
      nb: "API-tilbyderen kan gi virksomheten tilgang til scopet, eller aktivere det igjen. Da kan det legges på klienten med en gang. Sjekk også stavemåten.",
      nn: "API-tilbydaren kan gi verksemda tilgang til scopet, eller aktivere det igjen. Då kan det leggjast på klienten med ein gong. Sjekk òg skrivemåten.",
      en: "The API provider can grant the organisation access to the scope, or reactivate it. It can then be added to the client at once. Also check the spelling.",
    },
  },
  combination_invalid: {
    code: "FM-442",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "A client of this kind cannot have these settings.",
    title: {
      nb: "Innstillingene passer ikke sammen",
      nn: "Innstillingane passar ikkje saman",
      en: "The settings do not fit together",
    },
    meaning: {
      nb: "En klient av denne integrasjonstypen kan ikke ha en av innstillingene som ble sendt. Svaret nevner feltet.",
      nn: "Ein klient av denne integrasjonstypen kan ikkje ha ei av innstillingane som blei sende. Svaret nemner feltet.",
      en: "A client of this integration type cannot have one of the settings that were sent. The answer names the field.",
    },
    remedy: {
      nb: "Ta bort innstillingen, eller velg integrasjonstypen som har den. For henting av data mellom virksomheter er typen «maskinporten».",
      nn: "Ta bort innstillinga, eller vel integrasjonstypen som har ho. For henting av data mellom verksemder er typen «maskinporten».",
      en: 'Leave the setting out, or choose the integration type that has it. For fetching data between organisations the type is "maskinporten".',
    },
  },
  client_for_another: {
    code: "FM-443",
    status: 403,
    error: "forbidden",
    who: "developer",
    description: "A client can be registered for the caller's own organisation only. Leave client_orgno and supplier_orgno out.",
    title: {
      nb: "Klienten er for en annen virksomhet",
      nn: "Klienten er for ei anna verksemd",
      en: "The client is for another organisation",
    },
    meaning: {
      nb: "Forespørselen nevner en annen virksomhet enn den som kaller. Klienter registreres foreløpig bare for egen virksomhet.",
      nn: "Førespurnaden nemner ei anna verksemd enn den som kallar. Klientar blir førebels berre registrerte for eiga verksemd.",
      en: "The request names another organisation than the one that calls. For now, clients are registered for one's own organisation only.",
    },
    remedy: {
      nb: "Ta bort client_orgno og supplier_orgno. Skal klienten hente data for en kunde, delegerer kunden API-et til dere, og klienten blir deres egen.",
      nn: "Ta bort client_orgno og supplier_orgno. Skal klienten hente data for ein kunde, delegerer kunden API-et til dykk, og klienten blir dykkar eigen.",
      en: "Leave client_orgno and supplier_orgno out. If the client is to fetch data for a customer, the customer delegates the API to you, and the client is your own.",
    },
  },
} as const satisfies Record<string, RefusalEntry>;
