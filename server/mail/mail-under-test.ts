/** Addresses and mails as the tests of this module plant and read them. */
import { randomUUID } from "node:crypto";
import { after } from "node:test";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { EVENT_KINDS, type EventKind } from "../../vocabulary/event-kinds.ts";
import type { Language } from "../../vocabulary/language.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { openPatientDatabase } from "../db/open.ts";
import { openCarrier } from "./carrier.ts";
import type { Mail } from "./event-store.ts";
import { newestMails } from "./event-store.ts";
import { startMailService } from "./mail-service.ts";
import type { MailServer } from "../test/mail-server.ts";

/** A verified address of a person, each time another. */
export async function plantEmail(db: Database, person: string, address = freshAddress()): Promise<string> {
  await db.insertInto("person_email").values({ person, address, verified_at: new Date() }).execute();
  return address;
}

export const freshAddress = (): string => `post-${randomUUID().slice(0, 13)}@tindoy.example`;

/** A notification point that is verified, unless the test says otherwise. */
export async function plantPoint(
  db: Database,
  organization: OrgNumber,
  {
    address = freshAddress(),
    kinds = EVENT_KINDS,
    environments = ["test", "prod"],
    language = "nb",
    digest = "at_once",
    verified = true,
    limitedTo = null,
  }: {
    address?: string;
    kinds?: readonly EventKind[];
    environments?: EnvironmentName[];
    language?: Language;
    digest?: "at_once" | "daily";
    verified?: boolean;
    limitedTo?: { clients?: string[]; scopes?: string[] } | null;
  } = {},
): Promise<{ id: string; address: string }> {
  const id = randomUUID();
  await db
    .insertInto("notification_point")
    .values({
      id,
      organization: orgNumberToInt(organization),
      address,
      kinds: [...kinds],
      environments: environments.map((name) => ENVIRONMENT_NUMBER[name]),
      language,
      digest,
      only_clients: limitedTo && (limitedTo.clients ?? []),
      only_scopes: limitedTo && (limitedTo.scopes ?? []),
      verified_at: verified ? new Date() : null,
    })
    .execute();
  return { id, address };
}

/** The mails to an address, the newest first. */
export const mailsTo = async (db: Database, address: string): Promise<Mail[]> => (await newestMails(db, 100_000)).filter((mail) => mail.address === address);

/** A mail that was tried until the last time. Returns its id. */
export async function plantDeadMail(db: Database): Promise<string> {
  const id = randomUUID();
  const content = JSON.stringify({ subject: "Prøve", paragraphs: [], why: "" });
  await db
    .insertInto("mail_event")
    .values({ id, kind: "right_given", env: null, organization: null, address: freshAddress(), language: "nb", content, state: "dead", dead_at: new Date() })
    .execute();
  return id;
}

/** The settings of an installation that sends over this server. */
export const overServer = ({ port }: Pick<MailServer, "port">, from = "Fullmakt <post@fullmakt.example>"): NonNullable<Deps["settings"]["mail"]> => ({
  smtp: { host: "127.0.0.1", port, secure: false },
  from,
});

/** Sends what stands in the outbox until the calling test file ends. @returns ends it earlier */
export function sendingOver(
  deps: Deps & { databaseUrl: string },
  server: MailServer,
  pace: { retryDelaySeconds?: number; retryLimit?: number } = {},
): () => Promise<void> {
  const db = openPatientDatabase(deps.databaseUrl);
  const settings = { ...deps.settings, mail: overServer(server) };
  const service = startMailService({
    settings,
    log: deps.log,
    db,
    databaseUrl: deps.databaseUrl,
    carrier: openCarrier(settings, null),
    pace: { everyMs: 20, ...pace },
  });
  let ended: Promise<void> | null = null;
  const end = () => (ended ??= service.stop().then(() => db.destroy()));
  after(end);
  return end;
}
