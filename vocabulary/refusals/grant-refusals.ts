import type { RefusalEntry } from "./refusal.ts";

/** What the token endpoint refuses because of the grant's own claims: form, replay, audience, times. */
export const GRANT_REFUSALS = {
  invalid_assertion: {
    code: "MP-011",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "Invalid assertion. Invalid parameter value. {what}",
    title: {
      nb: "JWT-granten lar seg ikke lese",
      nn: "JWT-granten let seg ikkje lese",
      en: "The JWT grant cannot be read",
    },
    meaning: {
      nb: "Parameteren assertion er ikke en JWT som kan leses, eller et claim har en verdi av en annen type enn ventet. Beskrivelsen i svaret sier hva det gjelder.",
      nn: "Parameteren assertion er ikkje ein JWT som kan lesast, eller eit claim har ein verdi av ein annan type enn venta. Skildringa i svaret seier kva det gjeld.",
      en: "The parameter assertion is not a JWT that can be read, or a claim has a value of another type than expected. The description in the answer says which.",
    },
    remedy: {
      nb: "Send JWT-en som tre base64url-deler med punktum mellom, uten linjeskift og anførselstegn. Sjekk at iat og exp er tall i sekunder og at iss, aud og scope er tekst.",
      nn: "Send JWT-en som tre base64url-delar med punktum mellom, utan linjeskift og hermeteikn. Sjekk at iat og exp er tal i sekund og at iss, aud og scope er tekst.",
      en: "Send the JWT as three base64url parts with full stops between them, without line breaks or quotes. Check that iat and exp are numbers in seconds and that iss, aud and scope are text.",
    },
  },
  grant_used: {
    code: "MP-012",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid assertion. Grant is used before. Make a new grant with a new jti for each request.",
    title: {
      nb: "JWT-granten er brukt før",
      nn: "JWT-granten er brukt før",
      en: "The JWT grant has been used before",
    },
    meaning: {
      nb: "Klienten har alt sendt en grant med samme jti. Hver grant kan brukes én gang, også når den forrige ble avvist.",
      nn: "Klienten har alt sendt ein grant med same jti. Kvar grant kan brukast éin gong, også når den førre blei avvist.",
      en: "The client has already sent a grant with the same jti. Each grant can be used once, also when the one before was refused.",
    },
    remedy: {
      nb: "Lag en ny JWT med ny, tilfeldig jti for hver forespørsel, også når du prøver igjen. Ta vare på tokenet i stedet for granten.",
      nn: "Lag ein ny JWT med ny, tilfeldig jti for kvar førespurnad, også når du prøver igjen. Ta vare på tokenet i staden for granten.",
      en: "Make a new JWT with a new, random jti for each request, also when you try again. Keep the token, not the grant.",
    },
  },
  wrong_audience: {
    code: "MP-110",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid assertion. Client authentication failed. Invalid JWT claim aud. {what}",
    title: {
      nb: "Granten er laget for en annen mottaker",
      nn: "Granten er laga for ein annan mottakar",
      en: "The grant was made for someone else",
    },
    meaning: {
      nb: "Claimet aud i JWT-granten er ikke utstederen (issuer) i dette miljøet. Ofte er det adressen til det andre miljøet, eller token-adressen.",
      nn: "Claimet aud i JWT-granten er ikkje utferdaren (issuer) i dette miljøet. Ofte er det adressa til det andre miljøet, eller token-adressa.",
      en: "The claim aud of the JWT grant is not the issuer of this environment. Often it is the address of the other environment, or the token address.",
    },
    remedy: {
      nb: "Sett aud til verdien av issuer i miljøets metadata (.well-known/oauth-authorization-server), med skråstreken til slutt.",
      nn: "Set aud til verdien av issuer i metadataa til miljøet (.well-known/oauth-authorization-server), med skråstreken til slutt.",
      en: "Set aud to the value of issuer in the environment's metadata (.well-known/oauth-authorization-server), with the slash at the end.",
    },
  },
  expired: {
    code: "MP-130",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid assertion. JWT has expired. {what}",
    title: {
      nb: "JWT-granten er utløpt",
      nn: "JWT-granten er utgått",
      en: "The JWT grant has expired",
    },
    meaning: {
      nb: "Tidspunktet i claimet exp er passert. Granten var for gammel da den kom fram, eller klokken på maskinen som lagde den, går feil.",
      nn: "Tidspunktet i claimet exp er passert. Granten var for gammal då han kom fram, eller klokka på maskina som laga han, går feil.",
      en: "The time in the claim exp has passed. The grant was too old when it arrived, or the clock of the machine that made it is wrong.",
    },
    remedy: {
      nb: "Lag granten rett før den sendes, med exp inntil 120 sekunder etter iat. Still klokken på serveren med NTP.",
      nn: "Lag granten rett før han blir send, med exp inntil 120 sekund etter iat. Still klokka på serveren med NTP.",
      en: "Make the grant just before it is sent, with exp up to 120 seconds after iat. Set the server's clock with NTP.",
    },
  },
  issued_in_future: {
    code: "FM-131",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid assertion. Issue time is in the future. {what}",
    title: {
      nb: "JWT-granten er laget i framtiden",
      nn: "JWT-granten er laga i framtida",
      en: "The JWT grant is from the future",
    },
    meaning: {
      nb: "Claimet iat ligger fram i tid. Klokken på maskinen som lagde granten, går foran vår.",
      nn: "Claimet iat ligg fram i tid. Klokka på maskina som laga granten, går føre vår.",
      en: "The claim iat lies ahead. The clock of the machine that made the grant is ahead of ours.",
    },
    remedy: {
      nb: "Still klokken på serveren med NTP. Sett iat til tiden nå i hele sekunder UTC, ikke millisekunder.",
      nn: "Still klokka på serveren med NTP. Set iat til tida no i heile sekund UTC, ikkje millisekund.",
      en: "Set the server's clock with NTP. Let iat be the time now in whole seconds UTC, not milliseconds.",
    },
  },
  lifetime_too_long: {
    code: "FM-132",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid assertion. JWT has too long lifetime. {what}",
    title: {
      nb: "JWT-granten varer for lenge",
      nn: "JWT-granten varer for lenge",
      en: "The JWT grant lasts too long",
    },
    meaning: {
      nb: "Tiden mellom iat og exp er lengre enn miljøet tillater, vanligvis 120 sekunder. Det er granten det gjelder, ikke tokenet.",
      nn: "Tida mellom iat og exp er lengre enn miljøet tillèt, vanlegvis 120 sekund. Det er granten det gjeld, ikkje tokenet.",
      en: "The time between iat and exp is longer than the environment allows, usually 120 seconds. This is about the grant, not the token.",
    },
    remedy: {
      nb: "Sett exp til iat pluss høyst 120 sekunder. Levetiden til tokenet settes på klienten og scopet.",
      nn: "Set exp til iat pluss høgst 120 sekund. Levetida til tokenet blir sett på klienten og scopet.",
      en: "Let exp be iat plus at most 120 seconds. The lifetime of the token is set on the client and the scope.",
    },
  },
  not_yet_valid: {
    code: "FM-133",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid assertion. JWT is not valid yet (nbf). {what}",
    title: {
      nb: "JWT-granten gjelder ikke ennå",
      nn: "JWT-granten gjeld ikkje enno",
      en: "The JWT grant is not valid yet",
    },
    meaning: {
      nb: "Claimet nbf sier at granten først gjelder fra et senere tidspunkt.",
      nn: "Claimet nbf seier at granten først gjeld frå eit seinare tidspunkt.",
      en: "The claim nbf says that the grant is valid only from a later time.",
    },
    remedy: {
      nb: "Ta bort nbf, eller sett det til det samme som iat. Still klokken på serveren med NTP.",
      nn: "Ta bort nbf, eller set det til det same som iat. Still klokka på serveren med NTP.",
      en: "Leave nbf out, or set it to the same as iat. Set the server's clock with NTP.",
    },
  },
  issued_before_restore: {
    code: "FM-134",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid assertion. JWT was issued before the server was restored. Make a new grant.",
    title: {
      nb: "JWT-granten er eldre enn gjenopprettingen",
      nn: "JWT-granten er eldre enn gjenopprettinga",
      en: "The JWT grant is older than the restore",
    },
    meaning: {
      nb: "Serveren er gjenopprettet fra en sikkerhetskopi. Den kan ikke vite om en grant fra tiden før er brukt, så slike blir avvist.",
      nn: "Serveren er gjenoppretta frå ein tryggingskopi. Han kan ikkje vite om ein grant frå tida før er brukt, så slike blir avviste.",
      en: "The server was restored from a back-up. It cannot know whether a grant from before was used, so such grants are refused.",
    },
    remedy: {
      nb: "Lag en ny JWT-grant og prøv igjen. Granter som lages nå, virker som vanlig.",
      nn: "Lag ein ny JWT-grant og prøv igjen. Grantar som blir laga no, verkar som vanleg.",
      en: "Make a new JWT grant and try again. Grants made now work as usual.",
    },
  },
  jti_missing: {
    code: "FM-135",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid assertion. The claim jti is required here.",
    title: {
      nb: "Claimet jti mangler",
      nn: "Claimet jti manglar",
      en: "The claim jti is missing",
    },
    meaning: {
      nb: "Dette miljøet krever at hver grant har et eget navn i claimet jti, så den ikke kan brukes to ganger.",
      nn: "Dette miljøet krev at kvar grant har eit eige namn i claimet jti, så han ikkje kan brukast to gonger.",
      en: "This environment requires each grant to have a name of its own in the claim jti, so that it cannot be used twice.",
    },
    remedy: {
      nb: "Legg til jti i JWT-granten: en ny, tilfeldig UUID for hver forespørsel.",
      nn: "Legg til jti i JWT-granten: ein ny, tilfeldig UUID for kvar førespurnad.",
      en: "Add jti to the JWT grant: a new, random UUID for each request.",
    },
  },
  own_number_as_consumer: {
    code: "FM-140",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid",
    title: {
      nb: "Klienten spør på vegne av seg selv",
      nn: "Klienten spør på vegner av seg sjølv",
      en: "The client asks on behalf of itself",
    },
    meaning: {
      nb: "Claimet consumer_org er organisasjonsnummeret til virksomheten som eier klienten. En virksomhet kan ikke være leverandør for seg selv.",
      nn: "Claimet consumer_org er organisasjonsnummeret til verksemda som eig klienten. Ei verksemd kan ikkje vere leverandør for seg sjølv.",
      en: "The claim consumer_org is the number of the organisation that owns the client. An organisation cannot be its own supplier.",
    },
    remedy: {
      nb: "Ta bort consumer_org når virksomheten henter for seg selv. Send det bare når den henter på vegne av en kunde, med kundens organisasjonsnummer.",
      nn: "Ta bort consumer_org når verksemda hentar for seg sjølv. Send det berre når ho hentar på vegner av ein kunde, med organisasjonsnummeret til kunden.",
      en: "Leave consumer_org out when the organisation fetches for itself. Send it only when it fetches on behalf of a customer, with the customer's organisation number.",
    },
  },
} as const satisfies Record<string, RefusalEntry>;
