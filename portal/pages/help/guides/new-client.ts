import type { Guide } from "../guide.ts";

export const newClient: Guide = {
  name: "new-client",
  group: "consumer",
  title: { nb: "Opprett en klient med nøkkel", nn: "Opprett ein klient med nøkkel", en: "Create a client with a key" },
  lead: {
    nb: "En klient er systemet deres som henter token. Navn, scope og nøkkel fylles ut på én side.",
    nn: "Ein klient er systemet dykkar som hentar token. Namn, scope og nøkkel blir fylte ut på éi side.",
    en: "A client is your system that fetches tokens. Name, scopes and key are filled in on one page.",
  },
  rights: ["client_manager"],
  page: "clients",
  formerly: ["Ny integrasjon", "Integrasjoner", "Virksomhetens tjenester"],
  steps: [
    {
      id: "new",
      heading: { nb: "Begynn", nn: "Byrj", en: "Begin" },
      text: {
        nb: "Gå til «Klienter» i menyen og trykk «Ny klient».",
        nn: "Gå til «Klientar» i menyen og trykk «Ny klient».",
        en: "Go to «Clients» in the menu and press «New client».",
      },
    },
    {
      id: "name",
      heading: { nb: "Gi den et navn og et formål", nn: "Gi han eit namn og eit formål", en: "Give it a name and a purpose" },
      text: {
        nb: "Under «Navn» skriver du det kollegene dine kjenner igjen. Under «Formål» skriver du hva den brukes til.",
        nn: "Under «Namn» skriv du det kollegaene dine kjenner att. Under «Formål» skriv du kva han blir brukt til.",
        en: "Below «Name» write what your colleagues recognise. Below «Purpose» write what it is used for.",
      },
    },
    {
      id: "scopes",
      heading: { nb: "Velg scope", nn: "Vel scope", en: "Choose scopes" },
      text: {
        nb: "Søk på navn, beskrivelse eller tilbyder, og kryss av. Hvert treff sier hvorfor det kan velges eller ikke, og hva du gjør da.",
        nn: "Søk på namn, skildring eller tilbydar, og kryss av. Kvart treff seier kvifor det kan veljast eller ikkje, og kva du gjer då.",
        en: "Search for a name, description or provider, and tick. Each hit says why it can be chosen or not, and what to do then.",
      },
    },
    {
      id: "key",
      heading: { nb: "Legg inn en nøkkel", nn: "Legg inn ein nøkkel", en: "Put in a key" },
      text: {
        nb: "Trykk «Lag nøkkelparet», og så «Last ned privat nøkkel (PEM)». Den private nøkkelen finnes bare i nettleseren din. Har du en fra før, velger du «Lim inn offentlig nøkkel eller sertifikat».",
        nn: "Trykk «Lag nøkkelparet», og så «Last ned privat nøkkel (PEM)». Den private nøkkelen finst berre i nettlesaren din. Har du ein frå før, vel du «Lim inn offentleg nøkkel eller sertifikat».",
        en: "Press «Make the key pair», and then «Download private key (PEM)». The private key exists in your browser only. If you have one already, choose «Paste a public key or certificate».",
      },
    },
    {
      id: "create",
      heading: { nb: "Opprett", nn: "Opprett", en: "Create" },
      text: {
        nb: "Trykk «Opprett klient». Den virker med en gang, og «Prøv nå» henter et token rett fra siden.",
        nn: "Trykk «Opprett klient». Han verkar med ein gong, og «Prøv no» hentar eit token rett frå sida.",
        en: "Press «Create client». It works at once, and «Try it now» gets a token right from the page.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "«Ny klient» har en hengelås", nn: "«Ny klient» har ein hengelås", en: "«New client» has a padlock" },
      remedy: {
        nb: "Trykk på den: siden sier hvilken rettighet du mangler i dette miljøet, hvem som kan gi den, og har knappen som spør dem.",
        nn: "Trykk på han: sida seier kva rett du manglar i dette miljøet, kven som kan gi han, og har knappen som spør dei.",
        en: "Press it: the page says which right you lack in this environment, who can give it, and has the button that asks them.",
      },
      guide: "ask-right",
    },
    {
      sees: { nb: "Scopet er ikke blant treffene", nn: "Scopet er ikkje mellom treffa", en: "The scope is not among the hits" },
      remedy: {
        nb: "Det finnes ikke i dette miljøet, eller tilbyderen viser det bare til dem som har fått tilgang. Spør tilbyderen.",
        nn: "Det finst ikkje i dette miljøet, eller tilbydaren viser det berre til dei som har fått tilgang. Spør tilbydaren.",
        en: "It does not exist in this environment, or its provider shows it only to those who have access. Ask the provider.",
      },
    },
  ],
};
