import type { RefusalEntry } from "./refusal.ts";

/** What the token endpoint refuses because of what is asked for: scopes, access, delegation, authorization details. */
export const DECISION_REFUSALS = {
  scope_missing: {
    code: "FM-200",
    status: 400,
    error: "invalid_scope",
    who: "developer",
    description: "Invalid assertion. The claim scope is missing or empty.",
    title: {
      nb: "Granten ber ikke om noe scope",
      nn: "Granten ber ikkje om noko scope",
      en: "The grant asks for no scope",
    },
    meaning: {
      nb: "Claimet scope i JWT-granten mangler eller er tomt. Et token gjelder alltid ett eller flere scope, altså API-tilganger.",
      nn: "Claimet scope i JWT-granten manglar eller er tomt. Eit token gjeld alltid eitt eller fleire scope, altså API-tilgangar.",
      en: "The claim scope of the JWT grant is missing or empty. A token is always for one or more scopes, that is, accesses to an API.",
    },
    remedy: {
      nb: "Skriv scopet du trenger i claimet scope, for eksempel «prefiks:subscope.read». Det skal stå i JWT-en, ikke som en egen parameter.",
      nn: "Skriv scopet du treng i claimet scope, til dømes «prefiks:subscope.read». Det skal stå i JWT-en, ikkje som ein eigen parameter.",
      en: 'Write the scope you need in the claim scope, for example "prefix:subscope.read". It belongs in the JWT, not in a parameter of its own.',
    },
  },
  malformed_scope: {
    code: "FM-201",
    status: 400,
    error: "invalid_scope",
    who: "developer",
    description: "Invalid assertion. The claim scope is not a list of scope names with one space between them.",
    title: {
      nb: "Listen over scope lar seg ikke lese",
      nn: "Lista over scope let seg ikkje lese",
      en: "The list of scopes cannot be read",
    },
    meaning: {
      nb: "Claimet scope er noe annet enn scope-navn med ett mellomrom mellom hvert. Et scope-navn har et kolon og bare bokstaver, sifre og . _ - / :",
      nn: "Claimet scope er noko anna enn scope-namn med eitt mellomrom mellom kvart. Eit scope-namn har eit kolon og berre bokstavar, siffer og . _ - / :",
      en: "The claim scope is something other than scope names with one space between them. A scope name has a colon, and otherwise letters, digits and . _ - / : only.",
    },
    remedy: {
      nb: "Skriv scopene i én tekst med ett mellomrom mellom, høyst 100. Se etter komma, doble mellomrom, linjeskift og JSON-lister.",
      nn: "Skriv scopa i éin tekst med eitt mellomrom mellom, høgst 100. Sjå etter komma, doble mellomrom, linjeskift og JSON-lister.",
      en: "Write the scopes in one text with one space between them, at most 100. Look for commas, double spaces, line breaks and JSON lists.",
    },
  },
  scope_not_on_client: {
    code: "MP-200",
    status: 400,
    error: "invalid_scope",
    who: "client_owner",
    description: "Token request contains invalid scopes for client, {scope}",
    title: {
      nb: "Scopet står ikke på klienten",
      nn: "Scopet står ikkje på klienten",
      en: "The client does not have this scope",
    },
    meaning: {
      nb: "JWT-granten ber om et scope som klienten ikke har, eller som er deaktivert av API-tilbyderen.",
      nn: "JWT-granten ber om eit scope som klienten ikkje har, eller som er deaktivert av API-tilbydaren.",
      en: "The JWT grant asks for a scope that the client does not have, or that the API provider has deactivated.",
    },
    remedy: {
      nb: "Legg scopet til på klienten i dette miljøet. Det virker fra neste forespørsel. Finner du det ikke i listen, er det deaktivert eller krever tilgang fra API-tilbyderen.",
      nn: "Legg scopet til på klienten i dette miljøet. Det verkar frå neste førespurnad. Finn du det ikkje i lista, er det deaktivert eller krev tilgang frå API-tilbydaren.",
      en: "Add the scope to the client in this environment. It works from the next request. If it is not in the list, it is deactivated or needs access from the API provider.",
    },
  },
  scope_of_other_type: {
    code: "MP-201",
    status: 400,
    error: "invalid_scope",
    who: "client_owner",
    description: "Token request contains scopes not allowed for maskinporten",
    title: {
      nb: "Scopet er for en annen type klient",
      nn: "Scopet er for ein annan type klient",
      en: "The scope is for another type of client",
    },
    meaning: {
      nb: "JWT-granten ber om et scope som bare kan brukes av klienter med en annen integrasjonstype, for eksempel innlogging av personer.",
      nn: "JWT-granten ber om eit scope som berre kan brukast av klientar med ein annan integrasjonstype, til dømes innlogging av personar.",
      en: "The JWT grant asks for a scope that only clients of another integration type can use, for example for login of people.",
    },
    remedy: {
      nb: "Ta scopet ut av granten og av klienten, og lag en egen klient med riktig integrasjonstype for det.",
      nn: "Ta scopet ut av granten og av klienten, og lag ein eigen klient med rett integrasjonstype for det.",
      en: "Take the scope out of the grant and off the client, and create a separate client of the right integration type for it.",
    },
  },
  no_access: {
    code: "MP-250",
    status: 403,
    error: "forbidden",
    who: "api_provider",
    description: "Consumer has not been granted access to the scope {scope}.",
    title: {
      nb: "Virksomheten har ikke tilgang til scopet",
      nn: "Verksemda har ikkje tilgang til scopet",
      en: "The organisation has no access to the scope",
    },
    meaning: {
      nb: "API-tilbyderen har ikke gitt virksomheten tilgang i dette miljøet. Ingenting er galt med klienten eller nøkkelen.",
      nn: "API-tilbydaren har ikkje gitt verksemda tilgang i dette miljøet. Det er ingenting gale med klienten eller nøkkelen.",
      en: "The API provider has not granted the organisation access in this environment. Nothing is wrong with the client or the key.",
    },
    remedy: {
      nb: "API-tilbyderen kan gi tilgang til konsumentens organisasjonsnummer på scopet; den virker fra neste forespørsel. Henter en leverandør for en kunde, er det kunden som skal ha tilgangen. Tilganger kopieres ikke mellom test og produksjon.",
      nn: "API-tilbydaren kan gi tilgang til organisasjonsnummeret til konsumenten på scopet; han verkar frå neste førespurnad. Hentar ein leverandør for ein kunde, er det kunden som skal ha tilgangen. Tilgangar blir ikkje kopierte mellom test og produksjon.",
      en: "The API provider can grant access to the consumer's organisation number on the scope; it works from the next request. When a supplier fetches for a customer, it is the customer who needs the access. Accesses are not copied between test and production.",
    },
  },
  not_delegated: {
    code: "MP-251",
    status: 403,
    error: "forbidden",
    who: "consumer",
    description: "Consumer {consumer} has not delegated access to the scope {scope} to supplier {supplier}.",
    title: {
      nb: "Fullmakten til leverandøren mangler",
      nn: "Fullmakta til leverandøren manglar",
      en: "The supplier has no power of attorney",
    },
    meaning: {
      nb: "Leverandøren henter på vegne av en kunde (consumer_org), men kunden har ikke gitt leverandøren fullmakt til dette API-et i dette miljøet.",
      nn: "Leverandøren hentar på vegner av ein kunde (consumer_org), men kunden har ikkje gitt leverandøren fullmakt til dette API-et i dette miljøet.",
      en: "The supplier fetches on behalf of a customer (consumer_org), but the customer has not given the supplier a power of attorney for this API in this environment.",
    },
    remedy: {
      nb: "Kunden kan gi leverandøren fullmakt til API-et som inneholder scopet; den virker fra neste forespørsel. Sjekk først at nummeret i consumer_org er kundens, og at det er enheten som har tilgangen.",
      nn: "Kunden kan gi leverandøren fullmakt til API-et som inneheld scopet; ho verkar frå neste førespurnad. Sjekk først at nummeret i consumer_org er kunden sitt, og at det er eininga som har tilgangen.",
      en: "The customer can grant the supplier a power of attorney for the API that holds the scope; it works from the next request. First check that the number in consumer_org is the customer's, and that of the unit that has the access.",
    },
  },
  unknown_details_type: {
    code: "MP-301",
    status: 400,
    error: "invalid_authorization_details",
    who: "developer",
    description: "Unknown authorization details type",
    title: {
      nb: "Ukjent type i authorization_details",
      nn: "Ukjend type i authorization_details",
      en: "Unknown type in authorization_details",
    },
    meaning: {
      nb: "JWT-granten har et claim authorization_details med en type som ikke brukes i dette miljøet.",
      nn: "JWT-granten har eit claim authorization_details med ein type som ikkje blir brukt i dette miljøet.",
      en: "The JWT grant has a claim authorization_details with a type that is not used in this environment.",
    },
    remedy: {
      nb: "Se i miljøets metadata under authorization_details_types_supported hvilke typer som finnes, og skriv typen helt likt. Trenger du ikke claimet, kan det tas bort.",
      nn: "Sjå i metadataa til miljøet under authorization_details_types_supported kva typar som finst, og skriv typen heilt likt. Treng du ikkje claimet, kan det takast bort.",
      en: "See in the environment's metadata, under authorization_details_types_supported, which types there are, and write the type exactly so. If you do not need the claim, leave it out.",
    },
  },
  unknown_details_field: {
    code: "MP-302",
    status: 400,
    error: "invalid_authorization_details",
    who: "developer",
    description: "Unknown fields in the authorization details",
    title: {
      nb: "Ukjent felt i authorization_details",
      nn: "Ukjent felt i authorization_details",
      en: "Unknown field in authorization_details",
    },
    meaning: {
      nb: "Claimet authorization_details har et felt som ikke hører til typen. Slike felt blir ikke gjettet på, for de kan endre hva tokenet gir.",
      nn: "Claimet authorization_details har eit felt som ikkje høyrer til typen. Slike felt blir ikkje gjetta på, for dei kan endre kva tokenet gir.",
      en: "The claim authorization_details has a field that does not belong to its type. We do not guess at such fields, since they could change what the token gives.",
    },
    remedy: {
      nb: "Ta bort felt som ikke er beskrevet for typen, og sjekk stavemåten og store og små bokstaver.",
      nn: "Ta bort felt som ikkje er skildra for typen, og sjekk skrivemåten og store og små bokstavar.",
      en: "Leave out fields that are not described for the type, and check spelling and upper and lower case.",
    },
  },
  invalid_details_value: {
    code: "MP-303",
    status: 400,
    error: "invalid_authorization_details",
    who: "developer",
    description: "Invalid authorization details values. {what}",
    title: {
      nb: "En verdi i authorization_details kan ikke brukes",
      nn: "Ein verdi i authorization_details kan ikkje brukast",
      en: "A value in authorization_details cannot be used",
    },
    meaning: {
      nb: "Claimet authorization_details har riktige felt, men en verdi passer ikke: den er av en annen type enn ventet, eller peker på noe som ikke finnes. Beskrivelsen i svaret sier hva det gjelder.",
      nn: "Claimet authorization_details har rette felt, men ein verdi passar ikkje: han er av ein annan type enn venta, eller peikar på noko som ikkje finst. Skildringa i svaret seier kva det gjeld.",
      en: "The claim authorization_details has the right fields, but a value does not fit: it is of another type than expected, or points to something that does not exist. The description in the answer says which.",
    },
    remedy: {
      nb: 'Rett verdien som beskrivelsen nevner. Organisasjonsnummer skrives som {"authority": "iso6523-actorid-upis", "ID": "0192:" og ni sifre}.',
      nn: 'Rett verdien som skildringa nemner. Organisasjonsnummer blir skrivne som {"authority": "iso6523-actorid-upis", "ID": "0192:" og ni siffer}.',
      en: 'Mend the value that the description names. Organisation numbers are written as {"authority": "iso6523-actorid-upis", "ID": "0192:" and nine digits}.',
    },
  },
} as const satisfies Record<string, RefusalEntry>;
