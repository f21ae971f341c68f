import type { Texts } from "../../text/text.ts";

export const CATALOGUE = {
  heading: { nb: "API-katalog", nn: "API-katalog", en: "API catalogue" },
  lead: {
    nb: "Alle scope som er åpne å finne i {env}, hvem som tilbyr dem, og hvordan dere får dem.",
    nn: "Alle scope som er opne å finne i {env}, kven som tilbyr dei, og korleis de får dei.",
    en: "All scopes that anyone can find in {env}, who provides them, and how you get them.",
  },
  list: { nb: "Scope i katalogen", nn: "Scope i katalogen", en: "Scopes in the catalogue" },
  create: { nb: "Lag klient med dette", nn: "Lag klient med dette", en: "Create a client with this" },
  createWith: { nb: "med {scope}", nn: "med {scope}", en: "with {scope}" },
  contact: { nb: "Kontakt: {contact}", nn: "Kontakt: {contact}", en: "Contact: {contact}" },
} as const satisfies Texts;
