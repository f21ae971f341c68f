import type { RefusalEntry } from "./refusal.ts";

/** What the APIs refuse because of who calls, and about which organisation. */
export const CALLER_REFUSALS = {
  no_token: {
    code: "FM-401",
    status: 401,
    error: "invalid_token",
    who: "developer",
    description: "An access token is required.",
    title: {
      nb: "Kallet har ikke noe token",
      nn: "Kallet har ikkje noko token",
      en: "The call has no token",
    },
    meaning: {
      nb: "API-et er bare for den som har et access token, og forespørselen kom uten.",
      nn: "API-et er berre for den som har eit access token, og førespurnaden kom utan.",
      en: "The API is only for those who have an access token, and the request came without one.",
    },
    remedy: {
      nb: "Hent et token hos miljøets token-adresse og send det i headeren Authorization: Bearer, fulgt av tokenet.",
      nn: "Hent eit token hos token-adressa til miljøet og send det i headeren Authorization: Bearer, følgd av tokenet.",
      en: "Fetch a token from the environment's token address and send it in the header Authorization: Bearer, followed by the token.",
    },
  },
  invalid_token: {
    code: "FM-402",
    status: 401,
    error: "invalid_token",
    who: "developer",
    description: "The access token is not valid: {what}",
    title: {
      nb: "Tokenet gjelder ikke",
      nn: "Tokenet gjeld ikkje",
      en: "The token is not valid",
    },
    meaning: {
      nb: "Tokenet er utløpt, endret, laget av en annen utsteder eller for en annen mottaker, eller klienten er deaktivert. Beskrivelsen i svaret sier hva det gjelder.",
      nn: "Tokenet er utgått, endra, laga av ein annan utferdar eller for ein annan mottakar, eller klienten er deaktivert. Skildringa i svaret seier kva det gjeld.",
      en: "The token has expired, was changed, comes from another issuer or is for another audience, or the client is deactivated. The description in the answer says which.",
    },
    remedy: {
      nb: "Hent et nytt token fra det samme miljøet som API-et, og bruk det før det går ut. Avvises det nye også, kan du se på klienten om den er aktiv.",
      nn: "Hent eit nytt token frå det same miljøet som API-et, og bruk det før det går ut. Blir det nye òg avvist, kan du sjå på klienten om han er aktiv.",
      en: "Fetch a new token from the same environment as the API, and use it before it expires. If the new one is refused too, look at the client to see whether it is active.",
    },
  },
  insufficient_scope: {
    code: "FM-403",
    status: 403,
    error: "insufficient_scope",
    who: "api_provider",
    description: "The access token lacks a scope that this call needs: {what}",
    title: {
      nb: "Tokenet mangler et scope",
      nn: "Tokenet manglar eit scope",
      en: "The token lacks a scope",
    },
    meaning: {
      nb: "Tokenet gjelder, men ikke for dette kallet: det har ikke scopet som trengs, eller tilgangen til scopet er fjernet siden tokenet ble laget.",
      nn: "Tokenet gjeld, men ikkje for dette kallet: det har ikkje scopet som trengst, eller tilgangen til scopet er fjerna sidan tokenet blei laga.",
      en: "The token is valid, but not for this call: it does not have the scope needed, or the access to the scope was removed after the token was made.",
    },
    remedy: {
      nb: "API-tilbyderen kan gi virksomheten tilgang til scopet som beskrivelsen nevner. Har dere tilgangen alt, kan scopet legges på klienten og tas med i JWT-granten.",
      nn: "API-tilbydaren kan gi verksemda tilgang til scopet som skildringa nemner. Har de tilgangen alt, kan scopet leggjast på klienten og takast med i JWT-granten.",
      en: "The API provider can grant the organisation access to the scope that the description names. If you have the access already, add the scope to the client and ask for it in the JWT grant.",
    },
  },
  not_yours: {
    code: "FM-404",
    status: 403,
    error: "forbidden",
    who: "client_owner",
    description: "This belongs to another organisation.",
    title: {
      nb: "Dette tilhører en annen virksomhet",
      nn: "Dette høyrer til ei anna verksemd",
      en: "This belongs to another organisation",
    },
    meaning: {
      nb: "Det du ba om, finnes, men eies av en annen virksomhet enn den tokenet er for.",
      nn: "Det du bad om, finst, men er eigd av ei anna verksemd enn den tokenet er for.",
      en: "What you asked for exists, but is owned by another organisation than the one the token is for.",
    },
    remedy: {
      nb: "Bruk en klient som tilhører virksomheten som eier det, eller be den virksomheten gjøre endringen. Sjekk også at ID-en i adressen er fra dette miljøet.",
      nn: "Bruk ein klient som høyrer til verksemda som eig det, eller be den verksemda gjere endringa. Sjekk òg at ID-en i adressa er frå dette miljøet.",
      en: "Use a client that belongs to the organisation that owns it, or ask that organisation to make the change. Also check that the ID in the address is from this environment.",
    },
  },
  not_found: {
    code: "FM-405",
    status: 404,
    error: "not_found",
    who: "developer",
    description: "There is nothing here, or it is not yours.",
    title: {
      nb: "Ingenting på denne adressen",
      nn: "Ingenting på denne adressa",
      en: "There is nothing at this address",
    },
    meaning: {
      nb: "Adressen finnes ikke, eller det den peker på, er ikke til for virksomheten som spør.",
      nn: "Adressa finst ikkje, eller det ho peikar på, er ikkje til for verksemda som spør.",
      en: "The address does not exist, or what it points to is not there for the organisation that asks.",
    },
    remedy: {
      nb: "Sjekk stavemåten i adressen, at ID-en er riktig, og at den er fra dette miljøet. Hent listen på nytt hvis du er usikker på ID-en.",
      nn: "Sjekk skrivemåten i adressa, at ID-en er rett, og at han er frå dette miljøet. Hent lista på nytt om du er usikker på ID-en.",
      en: "Check the spelling of the address, that the ID is right, and that it is from this environment. Fetch the list again if you are unsure of the ID.",
    },
  },
  operator_only: {
    code: "FM-408",
    status: 403,
    error: "forbidden",
    who: "operator",
    description: "Only the operator of this installation may do this.",
    title: {
      nb: "Bare plattformoperatøren kan gjøre dette",
      nn: "Berre plattformoperatøren kan gjere dette",
      en: "Only the platform operator can do this",
    },
    meaning: {
      nb: "Handlingen er forbeholdt den som driver installasjonen, for eksempel å tildele prefiks eller sperre en virksomhet.",
      nn: "Handlinga er for den som driv installasjonen, til dømes å tildele prefiks eller sperre ei verksemd.",
      en: "The action is reserved for whoever runs the installation, for example allotting a prefix or locking an organisation.",
    },
    remedy: {
      nb: "Plattformoperatøren kan gjøre det, med en klient i sin egen virksomhet og scopet fullmakt:operator. Andre kan søke om prefiks i selvbetjeningen og få svar der.",
      nn: "Plattformoperatøren kan gjere det, med ein klient i si eiga verksemd og scopet fullmakt:operator. Andre kan søkje om prefiks i sjølvbeteninga og få svar der.",
      en: "The platform operator can do it, with a client of its own organisation and the scope fullmakt:operator. Others can apply for a prefix in self-service and get the answer there.",
    },
  },
  organization_number_invalid: {
    code: "FM-420",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The organisation number is not valid. Check the digits.",
    title: {
      nb: "Organisasjonsnummeret stemmer ikke",
      nn: "Organisasjonsnummeret stemmer ikkje",
      en: "The organisation number is not valid",
    },
    meaning: {
      nb: "Et organisasjonsnummer har ni sifre, og det siste kontrollerer de andre. Her går regnestykket ikke opp, så et siffer er trolig skrevet feil.",
      nn: "Eit organisasjonsnummer har ni siffer, og det siste kontrollerer dei andre. Her går reknestykket ikkje opp, så eit siffer er truleg skrive feil.",
      en: "An organisation number has nine digits, and the last one checks the others. Here it does not add up, so a digit is probably mistyped.",
    },
    remedy: {
      nb: "Sjekk sifrene mot Enhetsregisteret, og send nummeret som ni sifre uten mellomrom, landkode eller «0192:» foran.",
      nn: "Sjekk siffera mot Einingsregisteret, og send nummeret som ni siffer utan mellomrom, landkode eller «0192:» framfor.",
      en: 'Check the digits against the business register, and send the number as nine digits without spaces, country code or "0192:" in front.',
    },
  },
  organization_deleted: {
    code: "FM-487",
    status: 409,
    error: "conflict",
    who: "api_provider",
    description: "The organisation is deleted in the business register: it is given nothing new.",
    title: { nb: "Virksomheten er slettet i registeret", nn: "Verksemda er sletta i registeret", en: "The organisation is deleted in the register" },
    meaning: {
      nb: "Enhetsregisteret har slettet virksomheten. Den beholder tilgangene den har, til noen fjerner dem, og får ingen nye.",
      nn: "Einingsregisteret har sletta verksemda. Ho held på tilgangane ho har, til nokon fjernar dei, og får ingen nye.",
      en: "The business register has deleted the organisation. It keeps the accesses it has until somebody removes them, and gets no new ones.",
    },
    remedy: {
      nb: "Finn ut hvem som har tatt over, og gi den virksomheten tilgang. Er slettingen feil, retter plattformoperatøren den.",
      nn: "Finn ut kven som har teke over, og gi den verksemda tilgang. Er slettinga feil, rettar plattformoperatøren ho.",
      en: "Find out who has taken over, and give that organisation access. If the deletion is wrong, the platform operator mends it.",
    },
  },
  organization_unknown: {
    code: "FM-421",
    status: 400,
    error: "invalid_request",
    who: "operator",
    description: "The organisation number is not known here.",
    title: {
      nb: "Vi kjenner ikke virksomheten",
      nn: "Vi kjenner ikkje verksemda",
      en: "We do not know the organisation",
    },
    meaning: {
      nb: "Organisasjonsnummeret er satt sammen riktig, men ingen virksomhet i registeret her har det. I test finnes bare syntetiske virksomheter.",
      nn: "Organisasjonsnummeret er sett saman rett, men inga verksemd i registeret her har det. I test finst berre syntetiske verksemder.",
      en: "The organisation number is well formed, but no organisation in the register here has it. In test there are synthetic organisations only.",
    },
    remedy: {
      nb: "Plattformoperatøren kan hente virksomheten inn fra Enhetsregisteret, eller åpne for numre utenfor registeret (registeredOrganizationsOnly). Sjekk først at nummeret hører til i dette miljøet.",
      nn: "Plattformoperatøren kan hente verksemda inn frå Einingsregisteret, eller opne for nummer utanfor registeret (registeredOrganizationsOnly). Sjekk først at nummeret høyrer til i dette miljøet.",
      en: "The platform operator can import the organisation from the business register, or allow numbers outside it (registeredOrganizationsOnly). First check that the number belongs in this environment.",
    },
  },
  organization_locked: {
    code: "FM-422",
    status: 403,
    error: "forbidden",
    who: "operator",
    description: "The organisation is locked by the operator.",
    title: {
      nb: "Virksomheten er sperret",
      nn: "Verksemda er sperra",
      en: "The organisation is locked",
    },
    meaning: {
      nb: "Plattformoperatøren har sperret virksomheten. Klientene dens får ikke token, og ingenting kan endres så lenge sperren står.",
      nn: "Plattformoperatøren har sperra verksemda. Klientane hennar får ikkje token, og ingenting kan endrast så lenge sperra står.",
      en: "The platform operator has locked the organisation. Its clients get no tokens, and nothing can be changed while the lock stands.",
    },
    remedy: {
      nb: "Plattformoperatøren kan oppheve sperren når årsaken er avklart. Grunnen står i aktivitetsloggen til virksomheten.",
      nn: "Plattformoperatøren kan oppheve sperra når årsaka er avklart. Grunnen står i aktivitetsloggen til verksemda.",
      en: "The platform operator can unlock it when the cause is settled. The reason stands in the organisation's activity log.",
    },
  },
  terms_not_signed: {
    code: "FM-423",
    status: 428,
    error: "PRECONDITION_REQUIRED",
    who: "client_owner",
    description: "The organisation has not signed the terms of use. An authorised person must sign before clients can be created, or prefixes be applied for.",
    title: {
      nb: "Bruksvilkårene er ikke signert",
      nn: "Bruksvilkåra er ikkje signerte",
      en: "The terms of use are not signed",
    },
    meaning: {
      nb: "Virksomheten har ikke signert bruksvilkårene. Før det er gjort, kan den ikke lage klienter eller søke om prefiks.",
      nn: "Verksemda har ikkje signert bruksvilkåra. Før det er gjort, kan ho ikkje lage klientar eller søke om prefiks.",
      en: "The organisation has not signed the terms of use. Until it has, it cannot create clients or apply for prefixes.",
    },
    remedy: {
      nb: "La en person som kan signere for virksomheten, for eksempel daglig leder, signere bruksvilkårene i selvbetjeningen. Prøv så på nytt med det samme.",
      nn: "Lat ein person med fullmakt til å signere for verksemda, til dømes dagleg leiar, signere bruksvilkåra i sjølvbeteninga. Prøv så på nytt med ein gong.",
      en: "Let an authorised signatory of the organisation, such as the managing director, sign the terms of use in self-service. Then try again at once.",
    },
  },
} as const satisfies Record<string, RefusalEntry>;
