import type { RefusalEntry } from "./refusal.ts";

/** What the APIs refuse about keys: those of a client, those that sign tokens, and the certificates of the test authority. */
export const KEY_REFUSALS = {
  private_key_sent: {
    code: "FM-450",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "This is a private key. It was not stored. Treat it as compromised if it has been shared, and send the public key.",
    title: {
      nb: "Dette er en privat nøkkel",
      nn: "Dette er ein privat nøkkel",
      en: "This is a private key",
    },
    meaning: {
      nb: "Det som ble sendt, inneholder den private delen av nøkkelen. Vi har ikke lagret den, men den har vært gjennom et nett og kanskje en logg.",
      nn: "Det som blei sendt, inneheld den private delen av nøkkelen. Vi har ikkje lagra han, men han har vore gjennom eit nett og kanskje ein logg.",
      en: "What was sent holds the private part of the key. We have not stored it, but it has been through a network and perhaps a log.",
    },
    remedy: {
      nb: "Lag et nytt nøkkelpar og send bare den offentlige nøkkelen (JWK uten d, p og q, eller PEM med BEGIN PUBLIC KEY). Er den gamle i bruk på andre klienter, kan dere bytte den der også.",
      nn: "Lag eit nytt nøkkelpar og send berre den offentlege nøkkelen (JWK utan d, p og q, eller PEM med BEGIN PUBLIC KEY). Er den gamle i bruk på andre klientar, kan de byte han der òg.",
      en: "Make a new key pair and send the public key only (a JWK without d, p and q, or PEM with BEGIN PUBLIC KEY). If the old one is in use on other clients, replace it there too.",
    },
  },
  key_not_readable: {
    code: "FM-451",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The key is not a JWK, a PEM public key or a certificate.",
    title: {
      nb: "Nøkkelen lar seg ikke lese",
      nn: "Nøkkelen let seg ikkje lese",
      en: "The key cannot be read",
    },
    meaning: {
      nb: "Det som ble sendt, er verken en JWK, en offentlig nøkkel i PEM eller et sertifikat.",
      nn: "Det som blei sendt, er verken ein JWK, ein offentleg nøkkel i PEM eller eit sertifikat.",
      en: "What was sent is neither a JWK, a public key in PEM nor a certificate.",
    },
    remedy: {
      nb: "Send hele teksten med BEGIN- og END-linjene og linjeskiftene, eller JWK-en som JSON. «openssl pkey -in nøkkel.pem -pubout» skriver den offentlige nøkkelen.",
      nn: "Send heile teksten med BEGIN- og END-linjene og linjeskifta, eller JWK-en som JSON. «openssl pkey -in nøkkel.pem -pubout» skriv den offentlege nøkkelen.",
      en: 'Send the whole text with the BEGIN and END lines and the line breaks, or the JWK as JSON. "openssl pkey -in key.pem -pubout" writes the public key.',
    },
  },
  key_too_weak: {
    code: "FM-452",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The key is too weak: {what}",
    title: {
      nb: "Nøkkelen er for svak",
      nn: "Nøkkelen er for svak",
      en: "The key is too weak",
    },
    meaning: {
      nb: "En RSA-nøkkel skal ha minst 2048 biter, og noen miljøer ber om mer. Beskrivelsen i svaret sier hva som trengs.",
      nn: "Ein RSA-nøkkel skal ha minst 2048 bitar, og nokre miljø ber om meir. Skildringa i svaret seier kva som trengst.",
      en: "An RSA key has at least 2048 bits, and some environments ask for more. The description in the answer says what is needed.",
    },
    remedy: {
      nb: "Lag et nytt nøkkelpar, gjerne RSA med 3072 biter eller P-256, og send den offentlige nøkkelen.",
      nn: "Lag eit nytt nøkkelpar, gjerne RSA med 3072 bitar eller P-256, og send den offentlege nøkkelen.",
      en: "Make a new key pair, preferably RSA with 3072 bits or P-256, and send the public key.",
    },
  },
  key_kind_not_allowed: {
    code: "FM-453",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The kind of key is not allowed: {what}",
    title: {
      nb: "Denne typen nøkkel brukes ikke her",
      nn: "Denne typen nøkkel blir ikkje brukt her",
      en: "This kind of key is not used here",
    },
    meaning: {
      nb: "Nøkkelen er av en type, eller merket for en bruk eller algoritme, som ikke kan signere en JWT-grant her.",
      nn: "Nøkkelen er av ein type, eller merkt for ein bruk eller algoritme, som ikkje kan signere ein JWT-grant her.",
      en: "The key is of a kind, or marked for a use or algorithm, that cannot sign a JWT grant here.",
    },
    remedy: {
      nb: "Bruk RSA (RS256), P-256 (ES256) eller Ed25519 (EdDSA). Står det use i JWK-en, skal det være sig.",
      nn: "Bruk RSA (RS256), P-256 (ES256) eller Ed25519 (EdDSA). Står det use i JWK-en, skal det vere sig.",
      en: "Use RSA (RS256), P-256 (ES256) or Ed25519 (EdDSA). If the JWK has use, let it be sig.",
    },
  },
  too_many_keys: {
    code: "FM-454",
    status: 400,
    error: "invalid_request",
    who: "client_owner",
    description: "A client has at most 5 keys.",
    title: {
      nb: "Klienten har fem nøkler alt",
      nn: "Klienten har fem nøklar alt",
      en: "The client has five keys already",
    },
    meaning: {
      nb: "En klient har høyst fem nøkler. Det er nok til å bytte nøkkel uten stans og til å ha én per maskin.",
      nn: "Ein klient har høgst fem nøklar. Det er nok til å byte nøkkel utan stans og til å ha éin per maskin.",
      en: "A client has at most five keys. That is enough to change keys without an outage and to have one per machine.",
    },
    remedy: {
      nb: "Fjern en nøkkel som ikke er i bruk: klienten viser når hver av dem sist ble brukt. Legg så inn den nye, eller lag en klient til.",
      nn: "Fjern ein nøkkel som ikkje er i bruk: klienten viser når kvar av dei sist blei brukt. Legg så inn den nye, eller lag ein klient til.",
      en: "Remove a key that is not in use: the client shows when each was last used. Then add the new one, or create another client.",
    },
  },
  empty_key_set: {
    code: "FM-455",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "The key set is empty. Use DELETE to remove all keys.",
    title: {
      nb: "Nøkkelsettet er tomt",
      nn: "Nøkkelsettet er tomt",
      en: "The key set is empty",
    },
    meaning: {
      nb: "Forespørselen ville bytte ut nøklene på klienten med ingen. Slikt skjer ofte ved et uhell, så det blir ikke gjort på denne måten.",
      nn: "Førespurnaden ville byte ut nøklane på klienten med ingen. Slikt skjer ofte ved eit uhell, så det blir ikkje gjort på denne måten.",
      en: "The request would replace the client's keys with none. That often happens by accident, so it is not done this way.",
    },
    remedy: {
      nb: "Send minst én nøkkel i keys. Vil dere fjerne alle, bruk DELETE på den samme adressen.",
      nn: "Send minst éin nøkkel i keys. Vil de fjerne alle, bruk DELETE på den same adressa.",
      en: "Send at least one key in keys. To remove them all, use DELETE at the same address.",
    },
  },
  key_identifier_invalid: {
    code: "FM-456",
    status: 400,
    error: "invalid_request",
    who: "developer",
    description: "A key identifier (kid) is letters, digits, full stops, underscores and hyphens, at most 255, and unique within the client.",
    title: {
      nb: "Nøkkel-ID-en kan ikke brukes",
      nn: "Nøkkel-ID-en kan ikkje brukast",
      en: "The key ID cannot be used",
    },
    meaning: {
      nb: "Nøkkel-ID-en (kid) mangler, har andre tegn enn bokstaver a–z, sifre, punktum, understrek og bindestrek, er lengre enn 255 tegn, eller finnes alt på klienten.",
      nn: "Nøkkel-ID-en (kid) manglar, har andre teikn enn bokstavar a–z, siffer, punktum, understrek og bindestrek, er lengre enn 255 teikn, eller finst alt på klienten.",
      en: "The key ID (kid) is missing, has characters other than letters a–z, digits, full stops, underscores and hyphens, is longer than 255 characters, or is on the client already.",
    },
    remedy: {
      nb: "Gi hver nøkkel en egen kid, for eksempel dato og system: «2026-03-lonn». Den samme teksten settes i headeren på JWT-granten.",
      nn: "Gi kvar nøkkel ein eigen kid, til dømes dato og system: «2026-03-lonn». Den same teksten blir sett i headeren på JWT-granten.",
      en: 'Give each key a kid of its own, such as date and system: "2026-03-payroll". The same text goes in the header of the JWT grant.',
    },
  },
  key_expired: {
    code: "FM-457",
    status: 400,
    error: "invalid_request",
    who: "client_owner",
    description: "The key has expired already.",
    title: {
      nb: "Nøkkelen er alt utløpt",
      nn: "Nøkkelen er alt utgått",
      en: "The key has expired already",
    },
    meaning: {
      nb: "Utløpstidspunktet som ble sendt med nøkkelen, eller som står i sertifikatet, er passert. Nøkkelen ville ikke ha virket.",
      nn: "Utløpstidspunktet som blei sendt med nøkkelen, eller som står i sertifikatet, er passert. Nøkkelen ville ikkje ha verka.",
      en: "The expiry sent with the key, or written in the certificate, has passed. The key would not have worked.",
    },
    remedy: {
      nb: "Sett et utløpstidspunkt fram i tid, høyst ett år, eller la det være og få ett år. Er sertifikatet utløpt, trengs et nytt.",
      nn: "Set eit utløpstidspunkt fram i tid, høgst eitt år, eller lat det vere og få eitt år. Er sertifikatet utgått, trengst eit nytt.",
      en: "Give an expiry ahead in time, at most one year, or leave it out and get one year. If the certificate has expired, a new one is needed.",
    },
  },
  signing_key_in_use: {
    code: "FM-458",
    status: 409,
    error: "conflict",
    who: "operator",
    description: "The key signs the tokens of this moment. It is withdrawn only together with a new one (replace).",
    title: {
      nb: "Nøkkelen signerer nå",
      nn: "Nøkkelen signerer no",
      en: "The key is the one that signs now",
    },
    meaning: {
      nb: "Uten denne nøkkelen ville ingen token kunne utstedes i miljøet. Nøkkelen er ikke trukket tilbake.",
      nn: "Utan denne nøkkelen ville ingen token kunne skrivast ut i miljøet. Nøkkelen er ikkje trekt tilbake.",
      en: "Without this key no token could be issued in the environment. The key has not been withdrawn.",
    },
    remedy: {
      nb: "Be om en ny nøkkel i samme steg: «replace» i forespørselen, eller «npx fullmakt keys withdraw <kid> --replace». Den nye signerer med en gang.",
      nn: "Be om ein ny nøkkel i same steg: «replace» i førespurnaden, eller «npx fullmakt keys withdraw <kid> --replace». Den nye signerer med ein gong.",
      en: 'Ask for a new key in the same step: "replace" in the request, or "npx fullmakt keys withdraw <kid> --replace". The new one signs at once.',
    },
  },
  certificate_not_issued: {
    code: "FM-459",
    status: 404,
    error: "not_found",
    who: "developer",
    description: "The test authority of this environment has no record of a certificate with that serial number. Nothing was revoked.",
    title: {
      nb: "Sertifikatet er ikke kjent her",
      nn: "Sertifikatet er ikkje kjent her",
      en: "The certificate is not known here",
    },
    meaning: {
      nb: "Testutstederen i dette miljøet har ikke notert at den har utstedt et sertifikat med dette serienummeret. Ingenting er trukket tilbake.",
      nn: "Testutferdaren i dette miljøet har ikkje notert at han har skrive ut noko sertifikat med dette serienummeret. Ingenting er trekt tilbake.",
      en: "The test authority of this environment has not noted that it issued a certificate with this serial number. Nothing has been revoked.",
    },
    remedy: {
      nb: "Se etter skrivefeil i serienummeret, og om sertifikatet er fra det andre miljøet. Er det laget før serienumre ble notert, send «anyway=true», eller bruk «npx fullmakt authority revoke <serial> --anyway».",
      nn: "Sjå etter skrivefeil i serienummeret, og om sertifikatet er frå det andre miljøet. Er det laga før serienummer blei noterte, send «anyway=true», eller bruk «npx fullmakt authority revoke <serial> --anyway».",
      en: 'Look for a mistype in the serial number, and whether the certificate is of the other environment. If it was made before serial numbers were noted, send "anyway=true", or use "npx fullmakt authority revoke <serial> --anyway".',
    },
  },
} as const satisfies Record<string, RefusalEntry>;
