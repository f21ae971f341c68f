import type { RefusalEntry } from "./refusal.ts";

/** What the APIs refuse because of the request's form, or of what is there already. */
export const REQUEST_REFUSALS = {
  invalid_request: {
    code: "FM-400",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The request is not valid.",
    title: {
      nb: "Noe i forespørselen er ikke som ventet",
      nn: "Noko i førespurnaden er ikkje som venta",
      en: "Something in the request is not as expected",
    },
    meaning: {
      nb: "Ett eller flere felt mangler eller har en verdi som API-et ikke tar imot. Svaret har en linje for hvert felt.",
      nn: "Eitt eller fleire felt manglar eller har ein verdi som API-et ikkje tek imot. Svaret har ei linje for kvart felt.",
      en: "One or more fields are missing or have a value that the API does not take. The answer has a line for each field.",
    },
    remedy: {
      nb: "Gå gjennom feltene som svaret nevner, rett dem etter beskrivelsen av API-et, og send forespørselen på nytt.",
      nn: "Gå gjennom felta som svaret nemner, rett dei etter skildringa av API-et, og send førespurnaden på nytt.",
      en: "Go through the fields that the answer names, mend them by the description of the API, and send the request again.",
    },
  },
  malformed_json: {
    code: "FM-406",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The body is not valid JSON.",
    title: {
      nb: "Kroppen er ikke JSON",
      nn: "Kroppen er ikkje JSON",
      en: "The body is not JSON",
    },
    meaning: {
      nb: "Kroppen i forespørselen lar seg ikke lese som JSON. Den kan være avkortet, tom eller skrevet som noe annet.",
      nn: "Kroppen i førespurnaden let seg ikkje lese som JSON. Han kan vere avkorta, tom eller skriven som noko anna.",
      en: "The body of the request cannot be read as JSON. It may be cut short, empty or written as something else.",
    },
    remedy: {
      nb: "La et bibliotek lage JSON-teksten, og send den i UTF-8. Se etter komma til slutt, enkle anførselstegn og kommentarer.",
      nn: "Lat eit bibliotek lage JSON-teksten, og send han i UTF-8. Sjå etter komma til slutt, enkle hermeteikn og kommentarar.",
      en: "Let a library make the JSON text, and send it in UTF-8. Look for trailing commas, single quotes and comments.",
    },
  },
  json_expected: {
    code: "FM-407",
    status: 415,
    error: "invalid_request",
    who: "developer",
    description: "The content type must be application/json.",
    title: {
      nb: "API-et leser JSON",
      nn: "API-et les JSON",
      en: "The API reads JSON",
    },
    meaning: {
      nb: "Forespørselen sa at kroppen er noe annet enn JSON.",
      nn: "Førespurnaden sa at kroppen er noko anna enn JSON.",
      en: "The request said that its body is something other than JSON.",
    },
    remedy: {
      nb: "Sett headeren Content-Type til application/json, og send kroppen som JSON.",
      nn: "Set headeren Content-Type til application/json, og send kroppen som JSON.",
      en: "Set the header Content-Type to application/json, and send the body as JSON.",
    },
  },
  already_exists: {
    code: "FM-409",
    status: 409,
    error: "conflict",
    who: "client_owner",
    description: "It exists already: {what}",
    title: {
      nb: "Det finnes fra før",
      nn: "Det finst frå før",
      en: "It exists already",
    },
    meaning: {
      nb: "Det du prøver å lage, finnes alt. Det kan også være deaktivert, og da vises det ikke i de vanlige listene.",
      nn: "Det du prøver å lage, finst alt. Det kan òg vere deaktivert, og då blir det ikkje vist i dei vanlege listene.",
      en: "What you are trying to create is there already. It may also be deactivated, and then it is not shown in the usual lists.",
    },
    remedy: {
      nb: "Bruk det som finnes, eller velg et annet navn. Er det deaktivert, kan dere aktivere det igjen med PUT og active: true.",
      nn: "Bruk det som finst, eller vel eit anna namn. Er det deaktivert, kan de aktivere det igjen med PUT og active: true.",
      en: "Use the one that exists, or choose another name. If it is deactivated, reactivate it with PUT and active: true.",
    },
  },
  wrong_state: {
    code: "FM-410",
    status: 409,
    error: "conflict",
    who: "client_owner",
    description: "It is not in a state where this can be done: {what}",
    title: {
      nb: "Det kan ikke gjøres i denne tilstanden",
      nn: "Det kan ikkje gjerast i denne tilstanden",
      en: "It cannot be done in this state",
    },
    meaning: {
      nb: "Det handlingen gjelder, er i en tilstand der den ikke passer, for eksempel deaktivert eller alt avgjort. Beskrivelsen i svaret sier hvilken.",
      nn: "Det handlinga gjeld, er i ein tilstand der ho ikkje passar, til dømes deaktivert eller alt avgjort. Skildringa i svaret seier kva for ein.",
      en: "What the action is about is in a state where it does not fit, for example deactivated or already decided. The description in the answer says which.",
    },
    remedy: {
      nb: "Hent det på nytt og se hvilken tilstand det har nå. Er det deaktivert, kan dere aktivere det igjen først.",
      nn: "Hent det på nytt og sjå kva tilstand det har no. Er det deaktivert, kan de aktivere det igjen først.",
      en: "Read it again and see which state it has now. If it is deactivated, reactivate it first.",
    },
  },
  method_not_offered: {
    code: "FM-411",
    status: 405,
    error: "invalid_request",
    who: "developer",
    description: "This address does not take that method. The header Allow names those it takes.",
    title: {
      nb: "Adressen tar ikke imot den metoden",
      nn: "Adressa tek ikkje imot den metoden",
      en: "The address does not take that method",
    },
    meaning: {
      nb: "Adressen finnes, men ikke for HTTP-metoden som forespørselen brukte.",
      nn: "Adressa finst, men ikkje for HTTP-metoden som førespurnaden brukte.",
      en: "The address is there, but not for the HTTP method that the request used.",
    },
    remedy: {
      nb: "Se headeren Allow i svaret: den nevner metodene som adressen tar imot. Endringer av det som finnes, sendes med PUT.",
      nn: "Sjå headeren Allow i svaret: han nemner metodane som adressa tek imot. Endringar av det som finst, blir sende med PUT.",
      en: "See the header Allow of the answer: it names the methods that the address takes. Changes of what is there are sent with PUT.",
    },
  },
  changed_meanwhile: {
    code: "FM-412",
    status: 412,
    error: "precondition_failed",
    who: "developer",
    description: "It was changed by someone else meanwhile. Read it again and repeat your change.",
    title: {
      nb: "Noen andre endret det i mellomtiden",
      nn: "Nokon andre endra det i mellomtida",
      en: "Someone else changed it meanwhile",
    },
    meaning: {
      nb: "Det er endret etter at du leste det, så ETag-en i If-Match er ikke lenger den gjeldende. Endringen din er ikke lagret, og ingenting er overskrevet.",
      nn: "Det er endra etter at du las det, så ETag-en i If-Match er ikkje lenger den gjeldande. Endringa di er ikkje lagra, og ingenting er overskrive.",
      en: "It was changed after you read it, so the ETag in If-Match is no longer the current one. Your change was not saved, and nothing was overwritten.",
    },
    remedy: {
      nb: "Les det på nytt, gjør endringen din i det du får, og send med den nye ETag-en i If-Match.",
      nn: "Les det på nytt, gjer endringa di i det du får, og send med den nye ETag-en i If-Match.",
      en: "Read it again, make your change in what you get, and send it with the new ETag in If-Match.",
    },
  },
  if_match_required: {
    code: "FM-413",
    status: 428,
    error: "precondition_failed",
    who: "developer",
    description: "The header If-Match with the ETag that you read is required.",
    title: {
      nb: "Headeren If-Match mangler",
      nn: "Headeren If-Match manglar",
      en: "The header If-Match is missing",
    },
    meaning: {
      nb: "Endringer her sier hvilken versjon de bygger på, så to som endrer samtidig, ikke overskriver hverandre.",
      nn: "Endringar her seier kva versjon dei byggjer på, så to som endrar samstundes, ikkje skriv over kvarandre.",
      en: "Changes here say which version they build on, so that two who change at once do not overwrite each other.",
    },
    remedy: {
      nb: "Les det først, og send endringen med headeren If-Match satt til ETag-en du fikk.",
      nn: "Les det først, og send endringa med headeren If-Match sett til ETag-en du fekk.",
      en: "Read it first, and send the change with the header If-Match set to the ETag you got.",
    },
  },
  key_reused: {
    code: "FM-414",
    status: 422,
    error: "conflict",
    who: "developer",
    description: "The Idempotency-Key was used before for another request.",
    title: {
      nb: "Idempotency-Key er brukt til noe annet",
      nn: "Idempotency-Key er brukt til noko anna",
      en: "The Idempotency-Key was used for something else",
    },
    meaning: {
      nb: "En forespørsel med samme Idempotency-Key, men et annet innhold, er alt behandlet. Nøkkelen knytter gjentakelser av én og samme forespørsel sammen.",
      nn: "Ein førespurnad med same Idempotency-Key, men eit anna innhald, er alt behandla. Nøkkelen knyter gjentakingar av éin og same førespurnad saman.",
      en: "A request with the same Idempotency-Key but another content was handled already. The key ties repetitions of one and the same request together.",
    },
    remedy: {
      nb: "Lag en ny Idempotency-Key, for eksempel en UUID, for hver ny handling. Bruk den samme bare når du sender nøyaktig det samme om igjen.",
      nn: "Lag ein ny Idempotency-Key, til dømes ein UUID, for kvar ny handling. Bruk den same berre når du sender nøyaktig det same om igjen.",
      en: "Make a new Idempotency-Key, such as a UUID, for each new action. Use the same one only when you send exactly the same again.",
    },
  },
  internal_error: {
    code: "FM-500",
    status: 500,
    error: "server_error",
    who: "operator",
    description: "Something went wrong on our side. Try again.",
    title: {
      nb: "Noe gikk galt hos oss",
      nn: "Noko gjekk gale hos oss",
      en: "Something went wrong on our side",
    },
    meaning: {
      nb: "Serveren møtte noe den ikke var forberedt på. Ingenting er galt med forespørselen, og ingen halve endringer er lagret.",
      nn: "Serveren møtte noko han ikkje var førebudd på. Det er ingenting gale med førespurnaden, og ingen halve endringar er lagra.",
      en: "The server met something it was not prepared for. Nothing is wrong with the request, and no half-made change was saved.",
    },
    remedy: {
      nb: "Finn sporings-ID-en i serverloggen: der står årsaken. Den som kaller, kan prøve igjen, og oppgi sporings-ID-en hvis det skjer på nytt.",
      nn: "Finn sporings-ID-en i serverloggen: der står årsaka. Den som kallar, kan prøve igjen, og oppgi sporings-ID-en om det skjer på nytt.",
      en: "Find the trace ID in the server's log: the cause stands there. The caller can try again, and quote the trace ID if it happens anew.",
    },
  },
} as const satisfies Record<string, RefusalEntry>;
