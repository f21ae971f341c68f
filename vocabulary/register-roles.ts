import type { Text } from "./language.ts";

/** Roles of the business register by their codes (altinn.md §5.1, glossary §2). Which rights each gives is data: the table register_role_map. */
export const REGISTER_ROLES = {
  DAGL: { nb: "Daglig leder", nn: "Dagleg leiar", en: "Managing director" },
  LEDE: { nb: "Styrets leder", nn: "Styreleiar", en: "Chair of the board" },
  INNH: { nb: "Innehaver", nn: "Innehavar", en: "Proprietor" },
  DTSO: { nb: "Deltaker med fullt ansvar", nn: "Deltakar med fullt ansvar", en: "Partner with full liability" },
  DTPR: { nb: "Deltaker med delt ansvar", nn: "Deltakar med delt ansvar", en: "Partner with shared liability" },
  BEST: { nb: "Bestyrende reder", nn: "Styrande reiar", en: "Managing shipowner" },
  KOMP: { nb: "Komplementar", nn: "Komplementar", en: "General partner" },
  BOBE: { nb: "Bostyrer", nn: "Bustyrar", en: "Official receiver" },
  KNUF: { nb: "Kontaktperson for utenlandsk foretak", nn: "Kontaktperson for utanlandsk føretak", en: "Contact person of a foreign enterprise" },
  REPR: { nb: "Norsk representant for utenlandsk enhet", nn: "Norsk representant for utanlandsk eining", en: "Norwegian representative of a foreign unit" },
  KEMN: { nb: "Kontaktperson i administrativ enhet", nn: "Kontaktperson i administrativ eining", en: "Contact person of an administrative unit" },
  KOMK: { nb: "Kontaktperson i kommune", nn: "Kontaktperson i kommune", en: "Contact person of a municipality" },
  FFØR: { nb: "Forretningsfører", nn: "Forretningsførar", en: "Business manager" },
  SAM: { nb: "Sameier", nn: "Sameigar", en: "Co-owner" },
  SREVA: { nb: "Registrert revisor", nn: "Registrert revisor", en: "Registered auditor" },
  NEST: { nb: "Nestleder", nn: "Nestleiar", en: "Deputy chair" },
  MEDL: { nb: "Styremedlem", nn: "Styremedlem", en: "Board member" },
  VARA: { nb: "Varamedlem", nn: "Varamedlem", en: "Deputy board member" },
  OBS: { nb: "Observatør", nn: "Observatør", en: "Observer" },
  KONT: { nb: "Kontaktperson", nn: "Kontaktperson", en: "Contact person" },
} as const satisfies Record<string, Text>;

/** The name of a role. A code that we do not know is its own name. */
export const roleName = (code: string): Text => (REGISTER_ROLES as Record<string, Text>)[code] ?? { nb: code, nn: code, en: code };
