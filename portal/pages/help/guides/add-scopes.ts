import type { Guide } from "../guide.ts";

export const addScopes: Guide = {
  name: "add-scopes",
  group: "consumer",
  title: { nb: "Legg til scopes på en klient", nn: "Legg til scopes på ein klient", en: "Add scopes to a client" },
  lead: {
    nb: "Tilbyderen gir dere tilgang. Så legger dere selv scopet til på klienten.",
    nn: "Tilbydaren gir dykk tilgang. Så legg de sjølve scopet til på klienten.",
    en: "The provider gives you access. Then you add the scope to the client yourselves.",
  },
  rights: ["client_manager"],
  page: "clients",
  formerly: ["Rediger integrasjon", "Scopes tilgjengelig for alle"],
  steps: [
    {
      id: "add",
      heading: { nb: "Åpne klienten", nn: "Opne klienten", en: "Open the client" },
      text: {
        nb: "Velg fanen «Scope» og trykk «Legg til scopes».",
        nn: "Vel fana «Scope» og trykk «Legg til scopes».",
        en: "Choose the tab «Scopes» and press «Add scopes».",
      },
    },
    {
      id: "choose",
      heading: { nb: "Finn og kryss av", nn: "Finn og kryss av", en: "Find and tick" },
      text: {
        nb: "Søk på navn, beskrivelse eller tilbyder. «Tildelt oss» og «Åpent for alle» kan velges. Står det «Må bes om», har treffet en knapp som spør tilbyderen.",
        nn: "Søk på namn, skildring eller tilbydar. «Tildelt oss» og «Ope for alle» kan veljast. Står det «Må bedast om», har treffet ein knapp som spør tilbydaren.",
        en: "Search for a name, description or provider. «Granted to us» and «Open to all» can be chosen. Where it says «Must be asked for», the hit has a button that asks the provider.",
      },
    },
    {
      id: "save",
      heading: { nb: "Legg til", nn: "Legg til", en: "Add" },
      text: {
        nb: "Trykk «Legg til scopet». Klienten kan bruke det fra neste token.",
        nn: "Trykk «Legg til scopet». Klienten kan bruke det frå neste token.",
        en: "Press «Add the scope». The client can use it from the next token on.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "«Annet miljø»", nn: "«Anna miljø»", en: "«Other environment»" },
      remedy: {
        nb: "Dere har tilgangen i det andre miljøet. Be tilbyderen gi den her også.",
        nn: "De har tilgangen i det andre miljøet. Be tilbydaren gi han her òg.",
        en: "You have the access in the other environment. Ask the provider to give it here too.",
      },
    },
    {
      sees: { nb: "«Annen klienttype»", nn: "«Annan klienttype»", en: "«Other client type»" },
      remedy: {
        nb: "Tilbyderen har bestemt at bare andre typer klienter kan bruke scopet, og kan endre det.",
        nn: "Tilbydaren har bestemt at berre andre typar klientar kan bruke scopet, og kan endre det.",
        en: "The provider has decided that only other types of clients can use the scope, and can change that.",
      },
    },
  ],
};
