import type { Guide } from "../guide.ts";

export const prefix: Guide = {
  name: "prefix",
  group: "provider",
  title: { nb: "Få et prefiks", nn: "Få eit prefiks", en: "Get a prefix" },
  lead: {
    nb: "Prefikset er første del av alle scope-navnene deres. I test får dere det med en gang.",
    nn: "Prefikset er første del av alle scope-namna dykkar. I test får de det med ein gong.",
    en: "The prefix is the first part of all your scope names. In test you get it at once.",
  },
  rights: ["api_manager"],
  page: "prefixes",
  formerly: ["Innhenting av opplysninger for API-tilbyder", "Bestille prefix"],
  steps: [
    {
      id: "apply",
      heading: { nb: "Åpne søknaden", nn: "Opne søknaden", en: "Open the application" },
      text: {
        nb: "Gå til «Prefikser» og trykk «Søk om prefiks». Har dere ingen fra før, heter menyvalget «Vil dere tilby et API?».",
        nn: "Gå til «Prefiks» og trykk «Søk om prefiks». Har de ingen frå før, heiter menyvalet «Vil de tilby eit API?».",
        en: "Go to «Prefixes» and press «Apply for a prefix». If you have none yet, the menu says «Do you want to offer an API?».",
      },
    },
    {
      id: "name",
      heading: { nb: "Velg et navn", nn: "Vel eit namn", en: "Choose a name" },
      text: {
        nb: "Skriv det under «Ønsket prefiks». Det blir kontrollert mens du skriver: «Ledig», «Tatt», «Ligner» eller «Reservert».",
        nn: "Skriv det under «Ønskt prefiks». Det blir kontrollert medan du skriv: «Ledig», «Teke», «Liknar» eller «Reservert».",
        en: "Write it below «Wanted prefix». It is checked while you type: «Free», «Taken», «Alike» or «Reserved».",
      },
    },
    {
      id: "send",
      heading: { nb: "Fyll ut resten og send", nn: "Fyll ut resten og send", en: "Fill in the rest and send" },
      text: {
        nb: "Si hva dere skal tilby, anslå antall virksomheter, velg miljø og trykk «Send søknad». For produksjon trengs fakturaopplysninger.",
        nn: "Sei kva de skal tilby, anslå talet på verksemder, vel miljø og trykk «Send søknad». For produksjon trengst fakturaopplysningar.",
        en: "Say what you will offer, estimate the number of organisations, choose the environment and press «Send application». Production needs billing details.",
      },
    },
    {
      id: "ready",
      heading: { nb: "Ta det i bruk", nn: "Ta det i bruk", en: "Start using it" },
      text: {
        nb: "Står det «Klart til bruk», kan dere lage scope med en gang. Mens en søknad for produksjon er «Venter på behandling» eller «Under behandling», ser dere her hvor den er.",
        nn: "Står det «Klart til bruk», kan de lage scope med ein gong. Medan ein søknad for produksjon er «Ventar på behandling» eller «Under behandling», ser de her kvar han er.",
        en: "Where it says «Ready to use» you can create scopes at once. While an application for production is «Waiting to be handled» or «Being handled» you see here where it is.",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "«Bruksvilkårene er ikke signert»", nn: "«Bruksvilkåra er ikkje signerte»", en: "«The terms of use are not signed»" },
      remedy: {
        nb: "En hovedadministrator signerer først. Det du har skrevet i søknaden, står når du er tilbake.",
        nn: "Ein hovudadministrator signerer først. Det du har skrive i søknaden, står når du er tilbake.",
        en: "A main administrator signs first. What you wrote in the application stands when you are back.",
      },
    },
    {
      sees: { nb: "Fakturaopplysninger mangler", nn: "Fakturaopplysningar manglar", en: "Billing details are missing" },
      remedy: {
        nb: "Legg dem inn én gang for hele virksomheten, og send søknaden på nytt.",
        nn: "Legg dei inn éin gong for heile verksemda, og send søknaden på nytt.",
        en: "Enter them once for the whole organisation, and send the application again.",
      },
      guide: "billing",
    },
    {
      sees: { nb: "«Avslått»", nn: "«Avslått»", en: "«Rejected»" },
      remedy: {
        nb: "Begrunnelsen står på søknaden. «Søk på nytt» tar med svarene fra sist.",
        nn: "Grunngivinga står på søknaden. «Søk på nytt» tek med svara frå sist.",
        en: "The reason stands on the application. «Apply again» brings the answers from last time.",
      },
    },
  ],
};
