import type { RefusalEntry } from "./refusal.ts";

/** What the token endpoint refuses before it looks at the grant: how the form is sent, and how often. */
export const FORM_REFUSALS = {
  method_not_allowed: {
    code: "FM-001",
    status: 405,
    error: "invalid_request",
    who: "developer",
    description: "Only POST is allowed here.",
    title: {
      nb: "Adressen tar bare imot POST",
      nn: "Adressa tek berre imot POST",
      en: "The address only takes POST",
    },
    meaning: {
      nb: "Token hentes med metoden POST. Forespørselen brukte en annen metode, for eksempel GET.",
      nn: "Token blir henta med metoden POST. Førespurnaden brukte ein annan metode, til dømes GET.",
      en: "Tokens are fetched with the method POST. The request used another method, such as GET.",
    },
    remedy: {
      nb: "Send forespørselen med POST og parametrene i kroppen. Sjekk også om en omdirigering på veien gjør POST om til GET.",
      nn: "Send førespurnaden med POST og parametrane i kroppen. Sjekk òg om ei omdirigering på vegen gjer POST om til GET.",
      en: "Send the request with POST and the parameters in the body. Also check whether a redirect on the way turns POST into GET.",
    },
  },
  unsupported_media_type: {
    code: "FM-002",
    status: 415,
    error: "invalid_request",
    who: "developer",
    description: "The content type must be application/x-www-form-urlencoded.",
    title: {
      nb: "Innholdstypen er en annen enn ventet",
      nn: "Innhaldstypen er ein annan enn venta",
      en: "The content type is not the expected one",
    },
    meaning: {
      nb: "Token-adressen leser skjemadata. Forespørselen sa at kroppen er noe annet, for eksempel JSON.",
      nn: "Token-adressa les skjemadata. Førespurnaden sa at kroppen er noko anna, til dømes JSON.",
      en: "The token address reads form data. The request said that its body is something else, such as JSON.",
    },
    remedy: {
      nb: "Sett headeren Content-Type til application/x-www-form-urlencoded, og skriv grant_type og assertion som skjemadata.",
      nn: "Set headeren Content-Type til application/x-www-form-urlencoded, og skriv grant_type og assertion som skjemadata.",
      en: "Set the header Content-Type to application/x-www-form-urlencoded, and write grant_type and assertion as form data.",
    },
  },
  body_too_large: {
    code: "FM-003",
    status: 413,
    error: "invalid_request",
    who: "developer",
    description: "The request body is too large.",
    title: {
      nb: "Forespørselen er for stor",
      nn: "Førespurnaden er for stor",
      en: "The request is too large",
    },
    meaning: {
      nb: "Kroppen i forespørselen er større enn det adressen tar imot. En vanlig forespørsel er på noen få kilobyte.",
      nn: "Kroppen i førespurnaden er større enn det adressa tek imot. Ein vanleg førespurnad er på nokre få kilobyte.",
      en: "The body of the request is larger than the address takes. An ordinary request is a few kilobytes.",
    },
    remedy: {
      nb: "Til token-adressen: send bare grant_type og assertion. Er det assertion som er stor, kan du ta bort egne claims og be om færre scope om gangen.",
      nn: "Til token-adressa: send berre grant_type og assertion. Er det assertion som er stor, kan du ta bort eigne claims og be om færre scope om gongen.",
      en: "To the token address, send grant_type and assertion only. If the assertion is what is large, leave out your own claims and ask for fewer scopes at a time.",
    },
  },
  encoded_body: {
    code: "FM-004",
    status: 415,
    error: "invalid_request",
    who: "developer",
    description: "An encoded request body (Content-Encoding) is not accepted.",
    title: {
      nb: "Kroppen er komprimert",
      nn: "Kroppen er komprimert",
      en: "The body is compressed",
    },
    meaning: {
      nb: "Forespørselen har headeren Content-Encoding, så kroppen er komprimert eller kodet. Token-adressen leser bare ukodede kropper.",
      nn: "Førespurnaden har headeren Content-Encoding, så kroppen er komprimert eller koda. Token-adressa les berre ukoda kroppar.",
      en: "The request has the header Content-Encoding, so its body is compressed or encoded. The token address reads unencoded bodies only.",
    },
    remedy: {
      nb: "Slå av komprimering av forespørsler i HTTP-klienten, eller i mellomvaren som legger den på.",
      nn: "Slå av komprimering av førespurnader i HTTP-klienten, eller i mellomvara som legg ho på.",
      en: "Turn off compression of requests in the HTTP client, or in the middleware that adds it.",
    },
  },
  malformed_form: {
    code: "FM-005",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The form is not valid: bad percent-encoding or bad UTF-8.",
    title: {
      nb: "Skjemadataene lar seg ikke lese",
      nn: "Skjemadataa let seg ikkje lese",
      en: "The form data cannot be read",
    },
    meaning: {
      nb: "Kroppen er merket som skjemadata, men inneholder en prosentkoding eller tegn i UTF-8 som ikke går opp.",
      nn: "Kroppen er merkt som skjemadata, men inneheld ei prosentkoding eller teikn i UTF-8 som ikkje går opp.",
      en: "The body is marked as form data but holds percent-encoding or UTF-8 that does not add up.",
    },
    remedy: {
      nb: "La et bibliotek lage skjemadataene (URLSearchParams eller tilsvarende) i stedet for å sette sammen teksten selv.",
      nn: "Lat eit bibliotek lage skjemadataa (URLSearchParams eller tilsvarande) i staden for å setje saman teksten sjølv.",
      en: "Let a library make the form data (URLSearchParams or the like) instead of putting the text together yourself.",
    },
  },
  repeated_parameter: {
    code: "FM-006",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "A parameter occurs more than once.",
    title: {
      nb: "En parameter står flere ganger",
      nn: "Ein parameter står fleire gonger",
      en: "A parameter occurs more than once",
    },
    meaning: {
      nb: "Samme parameter står mer enn én gang i forespørselen. Da er det ikke klart hvilken verdi som gjelder, og ingen av dem blir brukt.",
      nn: "Same parameter står meir enn éin gong i førespurnaden. Då er det ikkje klart kva verdi som gjeld, og ingen av dei blir brukt.",
      en: "The same parameter occurs more than once in the request. It is then unclear which value counts, so none of them is used.",
    },
    remedy: {
      nb: "Send hver parameter én gang. Flere scope skrives med mellomrom mellom i claimet scope i JWT-granten.",
      nn: "Send kvar parameter éin gong. Fleire scope blir skrivne med mellomrom mellom i claimet scope i JWT-granten.",
      en: "Send each parameter once. Several scopes are written with spaces between them in the claim scope of the JWT grant.",
    },
  },
  parameter_in_url: {
    code: "FM-007",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "Parameters belong in the request body, not in the address.",
    title: {
      nb: "Parametrene står i adressen",
      nn: "Parametrane står i adressa",
      en: "The parameters are in the address",
    },
    meaning: {
      nb: "Forespørselen har parametre etter spørsmålstegnet i adressen. Adresser havner i logger, så der skal en grant ikke stå.",
      nn: "Førespurnaden har parametrar etter spørjeteiknet i adressa. Adresser hamnar i loggar, så der skal ein grant ikkje stå.",
      en: "The request has parameters after the question mark of the address. Addresses end up in logs, so a grant does not belong there.",
    },
    remedy: {
      nb: "Flytt grant_type og assertion til kroppen som skjemadata, og kall adressen uten spørsmålstegn.",
      nn: "Flytt grant_type og assertion til kroppen som skjemadata, og kall adressa utan spørjeteikn.",
      en: "Move grant_type and assertion to the body as form data, and call the address without a question mark.",
    },
  },
  grant_type_missing: {
    code: "FM-008",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The parameter grant_type is missing.",
    title: {
      nb: "Parameteren grant_type mangler",
      nn: "Parameteren grant_type manglar",
      en: "The parameter grant_type is missing",
    },
    meaning: {
      nb: "Forespørselen sier ikke hva slags grant den kommer med.",
      nn: "Førespurnaden seier ikkje kva slag grant han kjem med.",
      en: "The request does not say what kind of grant it brings.",
    },
    remedy: {
      nb: "Legg til grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer i kroppen. Står den der alt, er kroppen trolig tom når den kommer fram: sjekk Content-Type og lengde.",
      nn: "Legg til grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer i kroppen. Står han der alt, er kroppen truleg tom når han kjem fram: sjekk Content-Type og lengd.",
      en: "Add grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer to the body. If it is there already, the body is probably empty on arrival: check Content-Type and length.",
    },
  },
  unsupported_grant_type: {
    code: "FM-009",
    status: 400,
    error: "unsupported_grant_type",
    who: "developer",
    description: "The grant type is not supported. Use urn:ietf:params:oauth:grant-type:jwt-bearer.",
    title: {
      nb: "Denne typen grant brukes ikke her",
      nn: "Denne typen grant blir ikkje brukt her",
      en: "This type of grant is not used here",
    },
    meaning: {
      nb: "Forespørselen ba om token på en annen måte enn med en signert JWT-grant, for eksempel client_credentials.",
      nn: "Førespurnaden bad om token på ein annan måte enn med ein signert JWT-grant, til dømes client_credentials.",
      en: "The request asked for a token in another way than with a signed JWT grant, for example client_credentials.",
    },
    remedy: {
      nb: "Bruk grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer og send en signert JWT i assertion.",
      nn: "Bruk grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer og send ein signert JWT i assertion.",
      en: "Use grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer and send a signed JWT in assertion.",
    },
  },
  assertion_missing: {
    code: "FM-010",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The parameter assertion is missing.",
    title: {
      nb: "Parameteren assertion mangler",
      nn: "Parameteren assertion manglar",
      en: "The parameter assertion is missing",
    },
    meaning: {
      nb: "Forespørselen har ingen JWT-grant, så vi vet ikke hvilken klient som spør.",
      nn: "Førespurnaden har ingen JWT-grant, så vi veit ikkje kva klient som spør.",
      en: "The request carries no JWT grant, so we do not know which client is asking.",
    },
    remedy: {
      nb: "Lag en JWT, signer den med nøkkelen til klienten, og send den i parameteren assertion.",
      nn: "Lag ein JWT, signer han med nøkkelen til klienten, og send han i parameteren assertion.",
      en: "Make a JWT, sign it with the client's key, and send it in the parameter assertion.",
    },
  },
  too_many_requests: {
    code: "FM-429",
    status: 429,
    error: "temporarily_unavailable",
    who: "developer",
    description: "Too many requests. Wait and try again.",
    title: {
      nb: "For mange forespørsler på kort tid",
      nn: "For mange førespurnader på kort tid",
      en: "Too many requests in a short time",
    },
    meaning: {
      nb: "Klienten eller nettadressen har sendt flere forespørsler per sekund enn installasjonen tar imot.",
      nn: "Klienten eller nettadressa har sendt fleire førespurnader per sekund enn installasjonen tek imot.",
      en: "The client or network address sent more requests per second than the installation takes.",
    },
    remedy: {
      nb: "Vent så mange sekunder som headeren Retry-After sier. Ta vare på tokenet og bruk det til det går ut, i stedet for å hente et nytt for hvert kall.",
      nn: "Vent så mange sekund som headeren Retry-After seier. Ta vare på tokenet og bruk det til det går ut, i staden for å hente eit nytt for kvart kall.",
      en: "Wait the number of seconds that the header Retry-After says. Keep the token and use it until it expires instead of fetching a new one for each call.",
    },
  },
  temporarily_unavailable: {
    code: "FM-503",
    status: 503,
    error: "temporarily_unavailable",
    who: "operator",
    description: "The service is temporarily unavailable. Try again in a moment.",
    title: {
      nb: "Tjenesten er borte et øyeblikk",
      nn: "Tenesta er borte ein augneblink",
      en: "The service is away for a moment",
    },
    meaning: {
      nb: "Serveren fikk ikke svar fra noe den trenger, for eksempel databasen. Ingenting er galt med forespørselen.",
      nn: "Serveren fekk ikkje svar frå noko han treng, til dømes databasen. Det er ingenting gale med førespurnaden.",
      en: "The server got no answer from something it needs, such as its database. Nothing is wrong with the request.",
    },
    remedy: {
      nb: "Sjekk at databasen svarer, og se i serverloggen på sporings-ID-en. Den som kaller, kan prøve igjen med en ny JWT-grant etter tiden i Retry-After.",
      nn: "Sjekk at databasen svarer, og sjå i serverloggen på sporings-ID-en. Den som kallar, kan prøve igjen med ein ny JWT-grant etter tida i Retry-After.",
      en: "Check that the database answers, and look up the trace ID in the server's log. The caller can try again with a new JWT grant after the time in Retry-After.",
    },
  },
} as const satisfies Record<string, RefusalEntry>;
