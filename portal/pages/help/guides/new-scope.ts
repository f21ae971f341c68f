import type { Guide } from "../guide.ts";

export const newScope: Guide = {
  name: "new-scope",
  group: "provider",
  title: { nb: "Lag et scope", nn: "Lag eit scope", en: "Create a scope" },
  lead: {
    nb: "Et scope er én tilgang til API-et deres. Dere trenger et prefiks først.",
    nn: "Eit scope er éin tilgang til API-et dykkar. De treng eit prefiks først.",
    en: "A scope is one access to your API. You need a prefix first.",
  },
  rights: ["api_manager"],
  page: "scopes",
  formerly: ["Mine API", "Virksomhetens tjenester", "Administrasjon av tjenester"],
  steps: [
    {
      id: "new",
      heading: { nb: "Begynn", nn: "Byrj", en: "Begin" },
      text: {
        nb: "Gå til «Scope» i menyen og trykk «Nytt scope».",
        nn: "Gå til «Scope» i menyen og trykk «Nytt scope».",
        en: "Go to «Scopes» in the menu and press «New scope».",
      },
    },
    {
      id: "name",
      heading: { nb: "Gi det et navn", nn: "Gi det eit namn", en: "Name it" },
      text: {
        nb: "Velg prefiks og skriv resten under «Subscope», for eksempel `skoleruter.read`. Under står det fulle navnet, og om det er ledig. Navnet kan ikke endres senere.",
        nn: "Vel prefiks og skriv resten under «Subscope», til dømes `skoleruter.read`. Under står det fulle namnet, og om det er ledig. Namnet kan ikkje endrast seinare.",
        en: "Choose the prefix and write the rest below «Subscope», such as `skoleruter.read`. Below it stands the full name, and whether it is free. It cannot be changed later.",
      },
    },
    {
      id: "describe",
      heading: { nb: "Si hva det gir tilgang til", nn: "Sei kva det gir tilgang til", en: "Say what it gives access to" },
      text: {
        nb: "Konsumentene ser «Beskrivelse» når de velger scope. Velg også hvem som kan bruke det, og hvem som kan finne det. Resten kan stå som det er.",
        nn: "Konsumentane ser «Skildring» når dei vel scope. Vel òg kven som kan bruke det, og kven som kan finne det. Resten kan stå som det er.",
        en: "Consumers see the «Description» when they choose scopes. Choose who may use it too, and who can find it. The rest can stay as it is.",
      },
    },
    {
      id: "create",
      heading: { nb: "Opprett", nn: "Opprett", en: "Create" },
      text: {
        nb: "Trykk «Opprett scope». Det virker med en gang, og du kommer til siden der du gir tilgang.",
        nn: "Trykk «Opprett scope». Det verkar med ein gong, og du kjem til sida der du gir tilgang.",
        en: "Press «Create scope». It works at once, and you come to the page where you give access.",
      },
    },
  ],
  trouble: [
    {
      sees: {
        nb: "«Dere trenger et prefiks før dere kan lage scope»",
        nn: "«De treng eit prefiks før de kan lage scope»",
        en: "«You need a prefix before you can create scopes»",
      },
      remedy: {
        nb: "Prefikset gis i hvert miljø for seg. Det er derfor listen over prefikser kan være tom.",
        nn: "Prefikset blir gitt i kvart miljø for seg. Det er difor lista over prefiks kan vere tom.",
        en: "A prefix is given in each environment on its own. That is why the list of prefixes can be empty.",
      },
      guide: "prefix",
    },
  ],
};
