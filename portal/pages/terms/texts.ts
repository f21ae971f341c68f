import type { Texts } from "../../text/text.ts";

/** Bruksvilkår. */
export const TERMS = {
  heading: { nb: "Bruksvilkår", nn: "Bruksvilkår", en: "Terms of use" },
  lead: {
    nb: "Signeres én gang for hele virksomheten, før den første klienten.",
    nn: "Blir signerte éin gong for heile verksemda, før den første klienten.",
    en: "Signed once for the whole organisation, before the first client.",
  },
  loading: { nb: "Henter signaturene", nn: "Hentar signaturane", en: "Fetching the signatures" },
  signed: { nb: "{organization} har signert", nn: "{organization} har signert", en: "{organization} has signed" },
  signedSays: { nb: "{variant}, versjon {version}, {when}", nn: "{variant}, versjon {version}, {when}", en: "{variant}, version {version}, {when}" },
  valid: { nb: "Gjelder", nn: "Gjeld", en: "In force" },
  read: { nb: "Les vilkårene (versjon {version})", nn: "Les vilkåra (versjon {version})", en: "Read the terms (version {version})" },
  noAddress: {
    nb: "{operator} har ikke lagt ut vilkårene her. Spør dem om teksten før du signerer.",
    nn: "{operator} har ikkje lagt ut vilkåra her. Spør dei om teksten før du signerer.",
    en: "{operator} has not published the terms here. Ask them for the text before you sign.",
  },
  which: { nb: "Hvilke vilkår gjelder dere?", nn: "Kva vilkår gjeld dykk?", en: "Which terms apply to you?" },
  public: { nb: "Offentlig virksomhet", nn: "Offentleg verksemd", en: "Public body" },
  private: { nb: "Privat virksomhet", nn: "Privat verksemd", en: "Private enterprise" },
  supplier: { nb: "Leverandør", nn: "Leverandør", en: "Supplier" },
  supplierSays: {
    nb: "I tillegg, for den som handler på vegne av kunder.",
    nn: "I tillegg, for den som handlar på vegner av kundar.",
    en: "In addition, for those who act on behalf of customers.",
  },
  accept: {
    nb: "Jeg har lest vilkårene og signerer dem for {organization}.",
    nn: "Eg har lese vilkåra og signerer dei for {organization}.",
    en: "I have read the terms and sign them for {organization}.",
  },
  acceptMissing: { nb: "Kryss av for at du har lest vilkårene.", nn: "Kryss av for at du har lese vilkåra.", en: "Tick that you have read the terms." },
  sign: { nb: "Signer bruksvilkårene", nn: "Signer bruksvilkåra", en: "Sign the terms of use" },
  signing: { nb: "Signerer …", nn: "Signerer …", en: "Signing …" },
  done: {
    nb: "Bruksvilkårene er signert for {organization}.",
    nn: "Bruksvilkåra er signerte for {organization}.",
    en: "The terms of use are signed for {organization}.",
  },
  cannot: { nb: "Du kan ikke signere for virksomheten", nn: "Du kan ikkje signere for verksemda", en: "You cannot sign for the organisation" },
  toOverview: { nb: "Gå til oversikten", nn: "Gå til oversikta", en: "Go to the overview" },
} as const satisfies Texts;
