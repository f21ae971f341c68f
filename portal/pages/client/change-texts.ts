import type { Texts } from "../../text/text.ts";

/** Changing what the owner decides about a client. */
export const CHANGE = {
  heading: { nb: "Endre {client}", nn: "Endre {client}", en: "Change {client}" },
  loading: { nb: "Henter klienten", nn: "Hentar klienten", en: "Fetching the client" },
  name: { nb: "Navn", nn: "Namn", en: "Name" },
  nameSays: { nb: "Et navn kolleger kjenner igjen.", nn: "Eit namn kollegaer kjenner att.", en: "A name that colleagues recognise." },
  purpose: { nb: "Formål", nn: "Føremål", en: "Purpose" },
  purposeSays: {
    nb: "Hva klienten brukes til og hvilket system den står i. Brukerstøtte ser teksten.",
    nn: "Kva klienten blir brukt til og kva system han står i. Brukarstøtta ser teksten.",
    en: "What the client is for and which system it runs in. Support can read this.",
  },
  lifetime: { nb: "Levetid for token, i sekunder", nn: "Levetid for token, i sekund", en: "Lifetime of tokens, in seconds" },
  lifetimeSays: {
    nb: "API-tilbyderens egen grense gjelder når den er kortere.",
    nn: "API-tilbydaren si eiga grense gjeld når ho er kortare.",
    en: "The API provider's own limit applies when it is shorter.",
  },
  audience: { nb: "Godta tokenadressen som aud", nn: "Godta tokenadressa som aud", en: "Accept the token endpoint as aud" },
  audienceSays: {
    nb: "For en klient som flyttes fra et annet sted. Nye klienter bruker utstederen.",
    nn: "For ein klient som blir flytta frå ein annan stad. Nye klientar bruker utskrivaren.",
    en: "For a client that is being moved from elsewhere. New clients use the issuer.",
  },
  yes: { nb: "Ja", nn: "Ja", en: "Yes" },
  no: { nb: "Nei", nn: "Nei", en: "No" },
  save: { nb: "Lagre", nn: "Lagre", en: "Save" },
  saving: { nb: "Lagrer …", nn: "Lagrar …", en: "Saving …" },
  saved: { nb: "Lagret. Endringen gjelder fra nå.", nn: "Lagra. Endringa gjeld frå no.", en: "Saved. The change applies from now on." },
  missing: { nb: "Dette mangler før klienten kan lagres", nn: "Dette manglar før klienten kan lagrast", en: "This is missing before the client can be saved" },
  nameMissing: { nb: "Skriv et navn på klienten.", nn: "Skriv eit namn på klienten.", en: "Write a name for the client." },
  lifetimeMissing: {
    nb: "Skriv levetiden som et helt tall fra 1 og oppover.",
    nn: "Skriv levetida som eit heilt tal frå 1 og oppover.",
    en: "Write the lifetime as a whole number from 1 upwards.",
  },
  cannot: { nb: "Du kan ikke endre klienter i {env} ennå", nn: "Du kan ikkje endre klientar i {env} enno", en: "You cannot change clients in {env} yet" },
} as const satisfies Texts;
