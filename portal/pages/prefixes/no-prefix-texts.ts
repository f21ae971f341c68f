import type { Texts } from "../../text/text.ts";

/** Why nothing can be offered without a prefix, and how one is got (picture noprefix). */
export const NO_PREFIX = {
  loading: { nb: "Henter prefiksene", nn: "Hentar prefiksa", en: "Loading the prefixes" },
  heading: {
    nb: "Dere trenger et prefiks før dere kan lage scope",
    nn: "De treng eit prefiks før de kan lage scope",
    en: "You need a prefix before you can create scopes",
  },
  why: {
    nb: "Virksomheten har ikke noe prefiks i {env} ennå. Prefikset er første del av alle scope-navnene deres og viser hvem som tilbyr API-et: {example}.",
    nn: "Verksemda har ikkje noko prefiks i {env} enno. Prefikset er første del av alle scope-namna dykkar og viser kven som tilbyr API-et: {example}.",
    en: "Your organisation has no prefix in {env} yet. The prefix is the first part of all your scope names and shows who offers the API: {example}.",
  },
  inTest: { nb: "{env} får dere prefikset med en gang.", nn: "{env} får de prefikset med ein gong.", en: "{env} you get the prefix at once." },
  atTest: { nb: "I test", nn: "I test", en: "In test" },
  inProd: {
    nb: "{env} behandles søknaden av {operator}, vanligvis samme dag. Dere ser hele tiden hvor den er.",
    nn: "{env} blir søknaden behandla av {operator}, vanlegvis same dag. De ser heile tida kvar han er.",
    en: "{env} {operator} handles the application, usually the same day. You always see where it is.",
  },
  atProd: { nb: "I produksjon", nn: "I produksjon", en: "In production" },
  hasElsewhere: {
    nb: "I {otherEnv} har dere {prefixes}. Ingenting kopieres mellom miljøene, så dere søker om det her også.",
    nn: "I {otherEnv} har de {prefixes}. Ingenting blir kopiert mellom miljøa, så de søkjer om det her òg.",
    en: "In {otherEnv} you have {prefixes}. Nothing is copied between the environments, so you apply for it here too.",
  },
  waitsElsewhere: {
    nb: "I {otherEnv} venter søknaden om {prefix} på svar.",
    nn: "I {otherEnv} ventar søknaden om {prefix} på svar.",
    en: "In {otherEnv} the application for {prefix} is waiting for an answer.",
  },
  apply: { nb: "Søk om prefiks", nn: "Søk om prefiks", en: "Apply for a prefix" },
  waitingHeading: {
    nb: "Søknaden om {prefix} er til behandling",
    nn: "Søknaden om {prefix} er til behandling",
    en: "The application for {prefix} is being handled",
  },
  waiting: {
    nb: "Sendt {when}. {operator} svarer vanligvis samme dag. Når prefikset er tildelt, kan dere lage scope her med en gang.",
    nn: "Send {when}. {operator} svarer vanlegvis same dag. Når prefikset er tildelt, kan de lage scope her med ein gong.",
    en: "Sent {when}. {operator} usually answers the same day. Once the prefix is allotted, you can create scopes here at once.",
  },
  see: { nb: "Se søknaden", nn: "Sjå søknaden", en: "See the application" },
  rejectedHeading: { nb: "Søknaden om {prefix} er avslått", nn: "Søknaden om {prefix} er avslått", en: "The application for {prefix} has been rejected" },
  applyAgain: { nb: "Søk på nytt", nn: "Søk på nytt", en: "Apply again" },
} as const satisfies Texts;
