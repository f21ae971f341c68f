import type { Guide } from "../guide.ts";

export const billing: Guide = {
  name: "billing",
  group: "organization",
  title: { nb: "Legg inn fakturaopplysninger", nn: "Legg inn fakturaopplysningar", en: "Enter billing details" },
  lead: {
    nb: "Én gang for hele virksomheten, ikke per integrasjon.",
    nn: "Éin gong for heile verksemda, ikkje per integrasjon.",
    en: "Once for the whole organisation, not for each integration.",
  },
  rights: ["api_manager"],
  page: "billing",
  formerly: ["Merkantile data", "Rediger integrasjon"],
  steps: [
    {
      id: "fill",
      heading: { nb: "Si hvor fakturaen skal", nn: "Sei kvar fakturaen skal", en: "Say where the invoice goes" },
      text: {
        nb: "Gå til «Faktura og varsling». Velg «EHF» eller «PDF på e-post», og skriv referansen som må stå på fakturaen.",
        nn: "Gå til «Faktura og varsling». Vel «EHF» eller «PDF på e-post», og skriv referansen som må stå på fakturaen.",
        en: "Go to «Invoices and notifications». Choose «EHF» or «PDF by e-mail», and write the reference that must be on the invoice.",
      },
    },
    {
      id: "save",
      heading: { nb: "Lagre", nn: "Lagre", en: "Save" },
      text: {
        nb: "Trykk «Lagre». Kostnadsbærer, kontaktperson og dato finner du under «Flere valg».",
        nn: "Trykk «Lagre». Kostnadsberar, kontaktperson og dato finn du under «Fleire val».",
        en: "Press «Save». Cost bearer, contact and date are found below «More choices».",
      },
    },
  ],
  trouble: [
    {
      sees: { nb: "«Noe er endret mens du skrev»", nn: "«Noko er endra medan du skreiv»", en: "«Something was changed while you were writing»" },
      remedy: {
        nb: "En kollega lagret først. Du ser begge verdiene og velger hvilken som skal gjelde.",
        nn: "Ein kollega lagra først. Du ser begge verdiane og vel kva for ein som skal gjelde.",
        en: "A colleague saved first. You see both values and choose which counts.",
      },
    },
  ],
};
