/**
 * The synthetic set of development: organisations that do not exist (selfservice.md §13), with prefixes, scopes, accesses and clients in both
 * environments. Planted once; what a user changes afterwards stays changed. The private key of its clients lies in the data folder.
 */
import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { CannotStart } from "../../installation/cannot-start.ts";
import { ENVIRONMENT_NUMBER, ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Doer } from "../audit/deed.ts";
import { createClient, deactivateClient } from "../clients/operations.ts";
import type { Deps } from "../deps.ts";
import type { Authority } from "../keys/certificates/authority.ts";
import type { Contact } from "../organizations/contact.ts";
import { setContact } from "../organizations/contact-operations.ts";
import { registerOrganization, replaceOrganization, signTerms } from "../organizations/operations.ts";
import { allotPrefix, createScope, deactivateScope, giveAccess } from "../scopes/operations.ts";
import type { ScopeAttributes } from "../scopes/scope.ts";
import { makePrivateJwk, type PrivateJwk, readJsonFile, writePrivateFile } from "../../installation/key-files.ts";
import { plantWhatWaits } from "./synthetic-attention.ts";
import { peopleToChoose, plantSyntheticPeople } from "./synthetic-people.ts";
import { keepKey, plainClient, plainScope, unlessThere } from "./operator.ts";

const LYNGVIDDA = "310800007" as OrgNumber;
const TINDOY = "310801011" as OrgNumber;
const HAVSULA = "310802026" as OrgNumber;
const BJORKELIA = "310803030" as OrgNumber;
const TINDOY_SKOLE = "310804045" as OrgNumber;
const GRALIA = "310807060" as OrgNumber;
const NORDLYS = "310806064" as OrgNumber;

const ORGANIZATIONS: { number: OrgNumber; name: string; form: string; parent?: OrgNumber; terms?: "public" | "private" | "supplier"; deletedOn?: string }[] = [
  { number: LYNGVIDDA, name: "Lyngvidda direktorat", form: "ORGL", terms: "public" },
  { number: TINDOY, name: "Tindøy kommune", form: "KOMM", terms: "public" },
  { number: HAVSULA, name: "Havsula Fagsystem AS", form: "AS", terms: "supplier" },
  { number: BJORKELIA, name: "Bjørkelia Regnskap AS", form: "AS" },
  { number: TINDOY_SKOLE, name: "Tindøy kommune, avdeling skole", form: "BEDR", parent: TINDOY },
  { number: GRALIA, name: "Grålia Drift AS", form: "AS", deletedOn: "2026-03-31" },
];

const PREFIXES: Record<string, OrgNumber> = { altinn: NORDLYS, krr: NORDLYS, lyngvidda: LYNGVIDDA, tindoy: TINDOY };

const CONTACTS: Record<OrgNumber, Contact> = {
  [NORDLYS]: { name: "Nordlys brukerstøtte", email: "api@nordlys.example.no" as EmailAddress, url: "https://nordlys.example.no/hjelp" },
  [LYNGVIDDA]: { name: "Team tilsynsdata", email: "tilsyn-api@lyngvidda.example.no" as EmailAddress, url: null },
  [TINDOY]: { name: "Tindøy kommune, digitale tjenester", email: null, url: "https://tindoy.example.no/api" },
};

type PlannedScope = { name: string; text: string; to?: OrgNumber[]; more?: Partial<ScopeAttributes>; deactivated?: true };

const API: OrgNumber[] = [LYNGVIDDA, TINDOY, HAVSULA];
const SCOPES: PlannedScope[] = [
  {
    name: "altinn:serviceowner/instances.read",
    text: "Lese instanser som tjenesteeier",
    to: [LYNGVIDDA],
    more: { maxTokenAgeSeconds: 3_600, delegationSource: "self" },
  },
  {
    name: "altinn:serviceowner/instances.write",
    text: "Endre instanser som tjenesteeier",
    to: [LYNGVIDDA],
    more: { maxTokenAgeSeconds: 3_600, delegationSource: "self" },
  },
  { name: "krr:global/kontaktinformasjon.read", text: "Lese kontaktinformasjon", to: [TINDOY], more: { allowedIntegrationTypes: ["krr"] } },
  { name: "krr:global/digitalpost.read", text: "Lese digital postkasse", to: [TINDOY], more: { allowedIntegrationTypes: ["krr"] } },
  { name: "lyngvidda:tilsyn.read", text: "Lese tilsynsrapporter", to: [TINDOY, LYNGVIDDA], more: { delegationSource: "self" } },
  { name: "lyngvidda:tilsyn.write", text: "Melde inn tilsynsrapporter", to: [TINDOY] },
  { name: "lyngvidda:stedsnavn.read", text: "Slå opp stedsnavn", more: { openToAll: true } },
  { name: "lyngvidda:intern/varsel.write", text: "Sende interne varsler", more: { visibility: "PRIVATE" } },
  { name: "lyngvidda:kart/eiendom.read", text: "Lese eiendomsgrenser, korte token", to: [TINDOY, HAVSULA], more: { maxTokenAgeSeconds: 30 } },
  { name: "lyngvidda:nedlagt.read", text: "Et API som er lagt ned", to: [LYNGVIDDA, TINDOY], deactivated: true },
  { name: "tindoy:byggesak.read", text: "Lese byggesaker", to: [LYNGVIDDA, HAVSULA] },
  { name: "tindoy:skole/elev.read", text: "Lese elevopplysninger", more: { enforcedAudience: "https://skole.tindoy.example.no" } },
];

/** Ids are chosen, so that a program can name them, and stand in no other installation's data. */
const id = (n: number): string => `5f0c2b0e-8f0d-4d0b-9f7e-0000000000${String(n).padStart(2, "0")}`;
const SELF_SERVICE = ["idporten:dcr.write", "idporten:scopes.write"];
export const CLIENTS = {
  /** Its token opens the self-service API. */
  ready: { id: id(1), org: LYNGVIDDA, name: "lyngvidda-selvbetjening", scopes: [...SELF_SERVICE, "lyngvidda:tilsyn.read", "lyngvidda:nedlagt.read"] },
  /** Without a key: uses its enterprise certificate. */
  certificate: { id: id(2), org: LYNGVIDDA, name: "lyngvidda-sertifikat", scopes: [...SELF_SERVICE, "lyngvidda:tilsyn.read"] },
  inactive: { id: id(3), org: LYNGVIDDA, name: "lyngvidda-gammel", scopes: [...SELF_SERVICE, "lyngvidda:tilsyn.read"] },
  other: { id: id(4), org: HAVSULA, name: "havsula-sak", scopes: ["lyngvidda:kart/eiendom.read", "lyngvidda:tilsyn.read", "tindoy:byggesak.read"] },
  consumer: {
    id: id(5),
    org: TINDOY,
    name: "tindoy-tilsyn",
    scopes: ["lyngvidda:tilsyn.read", "lyngvidda:tilsyn.write", "lyngvidda:stedsnavn.read", "lyngvidda:kart/eiendom.read"],
  },
  consumerSelfService: { id: id(6), org: TINDOY, name: "tindoy-selvbetjening", scopes: SELF_SERVICE },
  serviceOwner: {
    id: id(7),
    org: LYNGVIDDA,
    name: "lyngvidda-tjenesteeier",
    scopes: ["altinn:serviceowner/instances.read", "altinn:serviceowner/instances.write"],
  },
} as const;

/** Names that other programs are told, so that they can try what is refused. */
export const NAMES = {
  scopePrefix: "lyngvidda",
  accessOrg: TINDOY,
  strangerOrg: BJORKELIA,
  clientOrg: LYNGVIDDA,
  inactiveScope: "lyngvidda:nedlagt.read",
  foreignScope: "tindoy:skole/elev.read",
  scope: SELF_SERVICE.join(" "),
};

/** What lies in the data folder for programs that talk to the development installation (`fullmakt dev config`). */
export type DevelopmentFile = {
  key: PrivateJwk;
  certificate: { certPem: string; keyPem: string } | null;
  names: Record<string, string>;
  /** Where people log in, and whom to choose for what. */
  portal: string;
  people: ReturnType<typeof peopleToChoose>;
};
export const developmentFilePath = (dataFolder: string, env: EnvironmentName): string => join(dataFolder, "development", `${env}.json`);

const SETUP: Doer = { actor: { kind: "system", name: "synthetic set" }, traceId: "0".repeat(32), address: null };

/**
 * Plants the set where it is missing, and keeps the key and the certificate of its clients good.
 * @param authorities the test authorities, which make the enterprise certificate
 */
export async function plantSyntheticSet(deps: Deps, authorities: Record<EnvironmentName, Authority> | null): Promise<void> {
  for (const env of ENVIRONMENTS) {
    const path = developmentFilePath(deps.settings.dataFolder, env);
    const held = readJsonFile<DevelopmentFile>(path);
    const key = held?.key ?? makePrivateJwk();
    const { ready, certificate, inactive, other } = CLIENTS;
    const names = { ready: ready.id, certificateClient: certificate.id, inactiveClient: inactive.id, otherClient: other.id, ...NAMES };
    const certificateOf = await goodCertificate(deps, held?.certificate ?? null, authorities?.[env]);
    const forPeople = { portal: deps.settings.publicUrl, people: peopleToChoose(env) };
    writePrivateFile(path, { key, certificate: certificateOf, names, ...forPeople } satisfies DevelopmentFile);
    if (!(await isPlanted(deps, env))) await plant(deps, env);
    for (const { id: clientId, org } of Object.values(CLIENTS)) if (clientId !== certificate.id) await keepKey(deps, env, { env, org }, clientId, key);
  }
  for (const [organization, contact] of Object.entries(CONTACTS))
    await unlessThere(setContact(deps, SETUP, organization as OrgNumber, contact, { expectedVersion: 0 }), "changed_meanwhile");
  await plantSyntheticPeople(deps, SETUP);
  await plantWhatWaits(deps, SETUP, readJsonFile<DevelopmentFile>(developmentFilePath(deps.settings.dataFolder, "test"))!.key);
}

/**
 * Production has no demo data: their keys lie in a file that was made for playing with.
 * @throws CannotStart when the synthetic set's clients are active in this database
 */
export async function refuseDevelopmentData({ db }: Pick<Deps, "db">): Promise<void> {
  const ids = Object.values(CLIENTS).map((client) => client.id);
  const found = await db.selectFrom("client").select("id").where("id", "in", ids).where("active", "=", true).executeTakeFirst();
  if (found)
    throw new CannotStart(
      "This database holds the synthetic set of development: production mode needs a database of its own (DATABASE_URL, or another FULLMAKT_DATA).",
    );
}

/** The certificate that is held while it is good for another month and from this authority, else a new one. */
async function goodCertificate(deps: Deps, held: DevelopmentFile["certificate"], authority: Authority | undefined): Promise<DevelopmentFile["certificate"]> {
  if (!authority) return null;
  if (held) {
    const certificate = new X509Certificate(held.certPem);
    const isOurs = certificate.verify(new X509Certificate(authority.issuingPem).publicKey);
    if (isOurs && certificate.validToDate.getTime() > deps.now() + 30 * 86_400_000 && !authority.isRevoked(certificate.serialNumber)) return held;
  }
  const { certPem, keyPem } = await authority.issue({ orgNumber: CLIENTS.certificate.org, name: "Lyngvidda direktorat", days: 365, kind: "SEID2" });
  return { certPem, keyPem };
}

/** The last thing that is planted tells that all of it was. */
const isPlanted = async ({ db }: Deps, env: EnvironmentName): Promise<boolean> =>
  (await db
    .selectFrom("client")
    .select("id")
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("id", "=", CLIENTS.inactive.id)
    .where("active", "=", false)
    .executeTakeFirst()) !== undefined;

async function plant(deps: Deps, env: EnvironmentName): Promise<void> {
  for (const { terms, deletedOn, ...organization } of ORGANIZATIONS) {
    await unlessThere(registerOrganization(deps, SETUP, organization));
    if (deletedOn) await replaceOrganization(deps, SETUP, organization.number, { name: organization.name, deletedOn });
    if (terms) await signTerms(deps, SETUP, organization.number, terms, "1");
  }
  for (const [prefix, owner] of Object.entries(PREFIXES)) await allotPrefix(deps, env, SETUP, prefix, owner);
  for (const scope of SELF_SERVICE_GIVEN) for (const org of API) await giveAccess(deps, acting(env, NORDLYS), scope, org);
  for (const { name, text, to = [], more = {} } of SCOPES) {
    const [prefix = "", ...rest] = name.split(":");
    const by = acting(env, PREFIXES[prefix]!);
    await unlessThere(createScope(deps, by, { ...plainScope(text, more), prefix, subscope: rest.join(":") }));
    // Deactivated already when an earlier planting was cut short.
    for (const org of to) await unlessThere(giveAccess(deps, by, name as ScopeName, org), "wrong_state");
  }
  for (const { id: clientId, org, name, scopes } of Object.values(CLIENTS))
    await unlessThere(createClient(deps, SETUP, { env, org }, { ...plainClient(name, `Syntetisk klient: ${name}`, [...scopes] as ScopeName[]), id: clientId }));
  for (const { name } of SCOPES.filter(({ deactivated }) => deactivated))
    await deactivateScope(deps, acting(env, PREFIXES[name.split(":")[0]!]!), name as ScopeName);
  await deactivateClient(deps, SETUP, { env, org: CLIENTS.inactive.org }, CLIENTS.inactive.id);
}

const SELF_SERVICE_GIVEN = ["idporten:dcr.read", "idporten:dcr.modify", "idporten:dcr.write", "idporten:scopes.read", "idporten:scopes.write"] as ScopeName[];
const acting = (env: EnvironmentName, org: OrgNumber) => ({ env, org, isOperator: org === NORDLYS, doer: SETUP });
