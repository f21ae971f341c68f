import type { RefusalEntry } from "./refusal.ts";

/** What the token endpoint refuses because it cannot tell that the client made the grant. */
export const AUTHENTICATION_REFUSALS = {
  client_not_found: {
    code: "MP-100",
    status: 400,
    error: "invalid_grant",
    who: "client_owner",
    description: "Invalid assertion. Client authentication failed. Client not found.",
    title: {
      nb: "Klienten finnes ikke her",
      nn: "Klienten finst ikkje her",
      en: "There is no such client here",
    },
    meaning: {
      nb: "Claimet iss i JWT-granten er ikke klient-ID-en til en aktiv klient i dette miljøet. Klienten kan være deaktivert, eller den hører til i det andre miljøet.",
      nn: "Claimet iss i JWT-granten er ikkje klient-ID-en til ein aktiv klient i dette miljøet. Klienten kan vere deaktivert, eller han høyrer til i det andre miljøet.",
      en: "The claim iss of the JWT grant is not the client ID of an active client in this environment. The client may be deactivated, or belong to the other environment.",
    },
    remedy: {
      nb: "Sammenlign klient-ID-en i iss med den som står på klienten, og sjekk at adressen er til riktig miljø. Er klienten deaktivert, kan dere aktivere den igjen; da virker den fra neste forespørsel.",
      nn: "Samanlikn klient-ID-en i iss med den som står på klienten, og sjekk at adressa er til rett miljø. Er klienten deaktivert, kan de aktivere han igjen; då verkar han frå neste førespurnad.",
      en: "Compare the client ID in iss with the one shown on the client, and check that the address is that of the right environment. If the client is deactivated, you can reactivate it; it then works from the next request.",
    },
  },
  untrusted_certificate: {
    code: "MP-120",
    status: 400,
    error: "invalid_grant",
    who: "client_owner",
    description: "Invalid assertion. Client authentication failed. The JWT is signed with an invalid certificate. {what}",
    title: {
      nb: "Sertifikatet er ikke godtatt",
      nn: "Sertifikatet er ikkje godteke",
      en: "The certificate is not accepted",
    },
    meaning: {
      nb: "Virksomhetssertifikatet som signerte JWT-granten, er utløpt, tilbakekalt, fra en utsteder som ikke er godtatt i dette miljøet, eller laget for det andre miljøet. Beskrivelsen i svaret sier hva det gjelder.",
      nn: "Verksemdssertifikatet som signerte JWT-granten, er utgått, kalla tilbake, frå ein utferdar som ikkje er godteken i dette miljøet, eller laga for det andre miljøet. Skildringa i svaret seier kva det gjeld.",
      en: "The enterprise certificate that signed the JWT grant has expired, is revoked, comes from an issuer not accepted in this environment, or was made for the other environment. The description in the answer says which.",
    },
    remedy: {
      nb: "Bruk et testsertifikat i test og et produksjonssertifikat i produksjon. Er det utløpt eller tilbakekalt, kan dere bestille et nytt hos Buypass eller Commfides, eller registrere en nøkkel på klienten i stedet.",
      nn: "Bruk eit testsertifikat i test og eit produksjonssertifikat i produksjon. Er det utgått eller kalla tilbake, kan de tinge eit nytt hos Buypass eller Commfides, eller registrere ein nøkkel på klienten i staden.",
      en: "Use a test certificate in test and a production certificate in production. If it has expired or is revoked, order a new one from Buypass or Commfides, or register a key on the client instead.",
    },
  },
  expired_key: {
    code: "MP-121",
    status: 400,
    error: "invalid_grant",
    who: "client_owner",
    description: "Invalid assertion. Client authentication failed. Expired key.",
    title: {
      nb: "Nøkkelen er utløpt",
      nn: "Nøkkelen er utgått",
      en: "The key has expired",
    },
    meaning: {
      nb: "JWT-granten er signert med en nøkkel som er registrert på klienten, men som ikke gjelder lenger. En nøkkel virker i høyst ett år.",
      nn: "JWT-granten er signert med ein nøkkel som er registrert på klienten, men som ikkje gjeld lenger. Ein nøkkel verkar i høgst eitt år.",
      en: "The JWT grant is signed with a key that is registered on the client but no longer valid. A key works for at most one year.",
    },
    remedy: {
      nb: "Lag et nytt nøkkelpar, legg den offentlige nøkkelen på klienten, og signer med den nye. Haster det, kan dere legge inn den samme nøkkelen på nytt. Den virker fra neste forespørsel.",
      nn: "Lag eit nytt nøkkelpar, legg den offentlege nøkkelen på klienten, og signer med den nye. Hastar det, kan de leggje inn den same nøkkelen på nytt. Han verkar frå neste førespurnad.",
      en: "Make a new key pair, put the public key on the client, and sign with the new one. If it is urgent, add the same key again. It works from the next request.",
    },
  },
  certificate_of_another: {
    code: "MP-122",
    status: 400,
    error: "invalid_grant",
    who: "client_owner",
    description: "Invalid JWT. Invalid organization number for client. Does not match certificate orgno",
    title: {
      nb: "Sertifikatet tilhører en annen virksomhet",
      nn: "Sertifikatet høyrer til ei anna verksemd",
      en: "The certificate belongs to another organisation",
    },
    meaning: {
      nb: "Organisasjonsnummeret i virksomhetssertifikatet er ikke nummeret til virksomheten som eier klienten.",
      nn: "Organisasjonsnummeret i verksemdssertifikatet er ikkje nummeret til verksemda som eig klienten.",
      en: "The organisation number in the enterprise certificate is not that of the organisation that owns the client.",
    },
    remedy: {
      nb: "Signer med sertifikatet til virksomheten som eier klienten, eller lag en klient for virksomheten som eier sertifikatet. En leverandør bruker sitt eget sertifikat og nevner kunden i consumer_org.",
      nn: "Signer med sertifikatet til verksemda som eig klienten, eller lag ein klient for verksemda som eig sertifikatet. Ein leverandør bruker sitt eige sertifikat og nemner kunden i consumer_org.",
      en: "Sign with the certificate of the organisation that owns the client, or create a client for the organisation that owns the certificate. A supplier uses its own certificate and names the customer in consumer_org.",
    },
  },
  malformed_x5c: {
    code: "MP-123",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid JWT header x5c",
    title: {
      nb: "Sertifikatet i headeren lar seg ikke lese",
      nn: "Sertifikatet i headeren let seg ikkje lese",
      en: "The certificate in the header cannot be read",
    },
    meaning: {
      nb: "Medlemmet x5c i headeren til JWT-granten er ikke en liste med sertifikater. Ofte er det en enkelt tekst, eller det er base64url i stedet for vanlig base64.",
      nn: "Medlemmen x5c i headeren til JWT-granten er ikkje ei liste med sertifikat. Ofte er det ein enkelt tekst, eller det er base64url i staden for vanleg base64.",
      en: "The member x5c in the header of the JWT grant is not a list of certificates. Often it is a single text, or base64url instead of ordinary base64.",
    },
    remedy: {
      nb: "Skriv x5c som en liste av tekster, også når det bare er ett sertifikat. Hver tekst er sertifikatet i DER som vanlig base64, uten linjeskift og uten BEGIN- og END-linjer, virksomhetens eget først.",
      nn: "Skriv x5c som ei liste av tekstar, også når det berre er eitt sertifikat. Kvar tekst er sertifikatet i DER som vanleg base64, utan linjeskift og utan BEGIN- og END-linjer, verksemda sitt eige først.",
      en: "Write x5c as a list of texts, also for a single certificate. Each text is the certificate in DER as ordinary base64, without line breaks and without BEGIN and END lines, the organisation's own first.",
    },
  },
  wrong_signature: {
    code: "MP-124",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid JWT signature",
    title: {
      nb: "Signaturen stemmer ikke",
      nn: "Signaturen stemmer ikkje",
      en: "The signature does not match",
    },
    meaning: {
      nb: "JWT-granten er ikke signert med den private nøkkelen som hører til nøkkelen eller sertifikatet i headeren, eller den er endret etter at den ble signert.",
      nn: "JWT-granten er ikkje signert med den private nøkkelen som høyrer til nøkkelen eller sertifikatet i headeren, eller han er endra etter at han blei signert.",
      en: "The JWT grant is not signed with the private key that belongs to the key or certificate in the header, or it was changed after it was signed.",
    },
    remedy: {
      nb: "Sjekk at den private nøkkelen og kid i headeren hører sammen: regn ut den offentlige nøkkelen og sammenlign med den på klienten. Sjekk også at alg i headeren er den dere signerer med.",
      nn: "Sjekk at den private nøkkelen og kid i headeren høyrer saman: rekn ut den offentlege nøkkelen og samanlikn med den på klienten. Sjekk òg at alg i headeren er den de signerer med.",
      en: "Check that the private key and kid in the header belong together: derive the public key and compare it with the one on the client. Also check that alg in the header is the one you sign with.",
    },
  },
  unknown_kid: {
    code: "FM-120",
    status: 400,
    error: "invalid_grant",
    who: "client_owner",
    description: "Invalid assertion. Client authentication failed. Unknown key identifier (kid) for client.",
    title: {
      nb: "Nøkkel-ID-en finnes ikke på klienten",
      nn: "Nøkkel-ID-en finst ikkje på klienten",
      en: "The client has no key with this ID",
    },
    meaning: {
      nb: "Headeren i JWT-granten har en kid som ingen av de aktive nøklene på klienten har.",
      nn: "Headeren i JWT-granten har ein kid som ingen av dei aktive nøklane på klienten har.",
      en: "The header of the JWT grant has a kid that none of the client's active keys has.",
    },
    remedy: {
      nb: "Se hvilke nøkkel-ID-er som står på klienten i dette miljøet. Legg den offentlige nøkkelen der med denne kid, eller sett kid i headeren til en av dem. Nye nøkler virker fra neste forespørsel.",
      nn: "Sjå kva nøkkel-ID-ar som står på klienten i dette miljøet. Legg den offentlege nøkkelen der med denne kid, eller set kid i headeren til ein av dei. Nye nøklar verkar frå neste førespurnad.",
      en: "See which key IDs the client has in this environment. Add the public key there with this kid, or set kid in the header to one of them. New keys work from the next request.",
    },
  },
  kid_required: {
    code: "FM-121",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided",
    title: {
      nb: "Klienten bruker registrerte nøkler",
      nn: "Klienten bruker registrerte nøklar",
      en: "The client uses registered keys",
    },
    meaning: {
      nb: "Klienten har nøkler registrert på seg, men JWT-granten har bare et sertifikat (x5c) og ingen nøkkel-ID (kid). Har en klient nøkler, er det bare de som gjelder.",
      nn: "Klienten har nøklar registrerte på seg, men JWT-granten har berre eit sertifikat (x5c) og ingen nøkkel-ID (kid). Har ein klient nøklar, er det berre dei som gjeld.",
      en: "The client has registered keys, but the JWT grant has only a certificate (x5c) and no key ID (kid). When a client has keys, only those count.",
    },
    remedy: {
      nb: "Signer med en av nøklene på klienten og sett kid i headeren. Vil dere heller bruke virksomhetssertifikat, kan nøklene fjernes fra klienten.",
      nn: "Signer med ein av nøklane på klienten og set kid i headeren. Vil de heller bruke verksemdssertifikat, kan nøklane fjernast frå klienten.",
      en: "Sign with one of the client's keys and set kid in the header. If you would rather use an enterprise certificate, remove the keys from the client.",
    },
  },
  no_kid_or_x5c: {
    code: "FM-122",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid JWT. The header has neither a key identifier (kid) nor a certificate (x5c).",
    title: {
      nb: "Granten sier ikke hvilken nøkkel den er signert med",
      nn: "Granten seier ikkje kva nøkkel han er signert med",
      en: "The grant does not say which key signed it",
    },
    meaning: {
      nb: "Headeren i JWT-granten har verken nøkkel-ID (kid) eller virksomhetssertifikat (x5c).",
      nn: "Headeren i JWT-granten har verken nøkkel-ID (kid) eller verksemdssertifikat (x5c).",
      en: "The header of the JWT grant has neither a key ID (kid) nor an enterprise certificate (x5c).",
    },
    remedy: {
      nb: "Sett kid til nøkkel-ID-en som står på klienten, eller x5c til en liste med virksomhetssertifikatet.",
      nn: "Set kid til nøkkel-ID-en som står på klienten, eller x5c til ei liste med verksemdssertifikatet.",
      en: "Set kid to the key ID shown on the client, or x5c to a list with the enterprise certificate.",
    },
  },
  kid_and_x5c: {
    code: "FM-123",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid JWT. The header has both a key identifier (kid) and a certificate (x5c); use one of them.",
    title: {
      nb: "Granten nevner både nøkkel og sertifikat",
      nn: "Granten nemner både nøkkel og sertifikat",
      en: "The grant names both a key and a certificate",
    },
    meaning: {
      nb: "Headeren i JWT-granten har både kid og x5c. Da er det ikke klart hva signaturen skal sjekkes mot.",
      nn: "Headeren i JWT-granten har både kid og x5c. Då er det ikkje klart kva signaturen skal sjekkast mot.",
      en: "The header of the JWT grant has both kid and x5c. It is then unclear what to check the signature against.",
    },
    remedy: {
      nb: "Bruk bare kid når nøkkelen er registrert på klienten, og bare x5c når dere signerer med virksomhetssertifikat.",
      nn: "Bruk berre kid når nøkkelen er registrert på klienten, og berre x5c når de signerer med verksemdssertifikat.",
      en: "Use only kid when the key is registered on the client, and only x5c when you sign with an enterprise certificate.",
    },
  },
  algorithm_not_allowed: {
    code: "FM-124",
    status: 400,
    error: "invalid_grant",
    who: "developer",
    description: "Invalid JWT header alg. The algorithm is not allowed for this key.",
    title: {
      nb: "Algoritmen passer ikke til nøkkelen",
      nn: "Algoritmen passar ikkje til nøkkelen",
      en: "The algorithm does not fit the key",
    },
    meaning: {
      nb: "Headeren i JWT-granten har en alg som ikke er tillatt, eller som ikke passer til nøkkelen på klienten.",
      nn: "Headeren i JWT-granten har ein alg som ikkje er tillaten, eller som ikkje passar til nøkkelen på klienten.",
      en: "The header of the JWT grant has an alg that is not allowed or does not fit the client's key.",
    },
    remedy: {
      nb: "Bruk algoritmen som står ved nøkkelen på klienten: RS256 for RSA, ES256 for P-256, EdDSA for Ed25519. none og HS256 brukes ikke her.",
      nn: "Bruk algoritmen som står ved nøkkelen på klienten: RS256 for RSA, ES256 for P-256, EdDSA for Ed25519. none og HS256 blir ikkje brukte her.",
      en: "Use the algorithm shown beside the key on the client: RS256 for RSA, ES256 for P-256, EdDSA for Ed25519. none and HS256 are not used here.",
    },
  },
} as const satisfies Record<string, RefusalEntry>;
