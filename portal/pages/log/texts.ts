import type { Texts } from "../../text/text.ts";

/** The activity log. */
export const LOG = {
  heading: { nb: "Aktivitetslogg", nn: "Aktivitetslogg", en: "Activity log" },
  lead: {
    nb: "Alt som er gjort hos {organization} {inEnvironment}. Ingenting kan endres eller slettes.",
    nn: "Alt som er gjort hos {organization} {inEnvironment}. Ingenting kan endrast eller slettast.",
    en: "Everything done at {organization} {inEnvironment}. Nothing can be changed or deleted.",
  },
  inTest: { nb: "i testmiljøet", nn: "i testmiljøet", en: "in the test environment" },
  inProd: { nb: "i produksjon", nn: "i produksjon", en: "in production" },
  search: { nb: "Person, virksomhet eller ting", nn: "Person, verksemd eller ting", en: "Person, organisation or thing" },
  kind: { nb: "Hva", nn: "Kva", en: "What" },
  all: { nb: "Alt", nn: "Alt", en: "Everything" },
  from: { nb: "Fra", nn: "Frå", en: "From" },
  to: { nb: "Til", nn: "Til", en: "To" },
  download: { nb: "Last ned CSV", nn: "Last ned CSV", en: "Download CSV" },
  downloading: { nb: "Lager filen …", nn: "Lagar fila …", en: "Making the file …" },
  downloaded: { nb: "Loggen er lastet ned.", nn: "Loggen er lasta ned.", en: "The log has been downloaded." },
  cannotDownload: { nb: "Du kan ikke laste ned loggen", nn: "Du kan ikkje laste ned loggen", en: "You cannot download the log" },
  loading: { nb: "Henter loggen", nn: "Hentar loggen", en: "Loading the log" },
  shown: { nb: "{from}–{to} av {total} hendelser", nn: "{from}–{to} av {total} hendingar", en: "{from}–{to} of {total} events" },
  found: { nb: "Fant {total} hendelser", nn: "Fann {total} hendingar", en: "Found {total} events" },
  foundOne: { nb: "Fant 1 hendelse", nn: "Fann 1 hending", en: "Found 1 event" },
  none: { nb: "Ingen treff", nn: "Ingen treff", en: "Nothing found" },
  noneSays: {
    nb: "Ingenting i loggen passer med det du søker etter.",
    nn: "Ingenting i loggen passar med det du søkjer etter.",
    en: "Nothing in the log fits what you are looking for.",
  },
  empty: { nb: "Ingenting er gjort ennå", nn: "Ingenting er gjort enno", en: "Nothing has been done yet" },
  emptySays: {
    nb: "Her står alt som blir gjort: hvem som gjorde det, når, og med hva.",
    nn: "Her står alt som blir gjort: kven som gjorde det, når, og med kva.",
    en: "Everything that is done will stand here: who did it, when, and to what.",
  },
  clear: { nb: "Vis alt", nn: "Vis alt", en: "Show everything" },
  pages: { nb: "Sider", nn: "Sider", en: "Pages" },
  page: { nb: "Side {n}", nn: "Side {n}", en: "Page {n}" },
  next: { nb: "Neste", nn: "Neste", en: "Next" },
  previous: { nb: "Forrige", nn: "Førre", en: "Previous" },
  noFurther: {
    nb: "Vi har sett på de nyeste 20 000 hendelsene, tilbake til {when}. Velg dager for å søke lenger tilbake.",
    nn: "Vi har sett på dei nyaste 20 000 hendingane, tilbake til {when}. Vel dagar for å søkje lenger tilbake.",
    en: "We looked at the newest 20,000 events, back to {when}. Choose days to search further back.",
  },
} as const satisfies Texts;
