/** Proving that an address is one's own, by a link that is sent to it. */
import { createHash, randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import type { Language } from "../../vocabulary/language.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { type AuditNote, deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import { Refused } from "../http/refused.ts";
import { countOfKinds } from "./event-store.ts";
import { MOST_PROOFS_A_DAY, type Receiver } from "./mail.ts";
import { post } from "./outbox.ts";
import type { NotificationPoint } from "./point.ts";
import { confirmPoint, findPoint, holdPoint } from "./point-store.ts";
import * as store from "./verification-store.ts";
import { proofText } from "./texts/proof.ts";

/** Mails with a link that one person may ask for within 24 hours, and one organisation, to whatever addresses. */
const MOST_OF_A_PERSON_A_DAY = 10;
const MOST_OF_AN_ORGANIZATION_A_DAY = 50;

/** 128 bits, as 22 characters of base64url. */
const TOKEN = /^[A-Za-z0-9_-]{22}$/;
const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Draws the token of a mail that is being sent. Each sending has one of its own, and any of them proves the address. */
export async function drawToken(db: Database, verification: string): Promise<string> {
  const token = randomBytes(16).toString("base64url");
  await store.insertToken(db, verification, hashOf(token));
  return token;
}

/** Where the link of a verification leads, below the public address. */
export const proofPath = (token: string): string => `${PROOF_PATH}?token=${token}`;
export const PROOF_PATH = "/verify";

/** Whether the mail of a verification may still go to its address: it waits there, and the link would work. */
export async function mayBeProved(db: Database, verification: string, address: string): Promise<boolean> {
  const found = await store.findVerification(db, verification);
  return found !== null && !found.used && !found.expired && found.address === address && (await stateOfAddress(db, found)) === "waits";
}

/** Where the address of a verification stands with the one whose it is: it may have been changed or removed since. */
async function stateOfAddress(db: Database, { of, address }: store.Verification): Promise<"waits" | "verified" | "gone"> {
  if ("point" in of) {
    const point = await findPoint(db, of.point);
    if (point?.address !== address) return "gone";
    return point.verifiedAt ? "verified" : "waits";
  }
  const email = await store.findPersonEmail(db, of.person);
  if (email.pending?.address === address) return "waits";
  return email.address === address ? "verified" : "gone";
}

/** Refuses one more mail with a link to an address that has got enough of them (SEC-105). @throws Refused too_many_mails */
async function limitProofs(tx: Tx, address: EmailAddress): Promise<void> {
  if ((await countOfKinds(tx, address, ["verify_email", "verify_point"])) >= MOST_PROOFS_A_DAY) throw new Refused("too_many_mails", { retryAfter: 3_600 });
}

/** The address of a person, and whether it has been verified. */
export const personEmail = store.findPersonEmail;

/**
 * Sets the address of the person who is logged in. It gets a mail with a link; until that is followed and confirmed, mails go to the old one. Setting the
 * address that is verified already takes back one that waits, and sends nothing.
 *
 * @throws Refused too_many_mails
 */
export async function setPersonEmail({ db }: { db: Database }, doer: Doer, person: string, address: EmailAddress): Promise<store.PersonEmail> {
  return deed(db, doer, async (tx, note) => {
    const { language } = await store.holdPerson(tx, person);
    const before = await store.findPersonEmail(tx, person);
    if (before.address?.toLowerCase() === address.toLowerCase()) {
      if (before.pending) {
        await store.setPending(tx, person, null);
        note({ env: "shared", action: "person.set_email", object: { person }, orgs: [], details: { verified: true } });
      }
      return store.findPersonEmail(tx, person);
    }
    if ((await store.countProofsOf(tx, person)) >= MOST_OF_A_PERSON_A_DAY) throw new Refused("too_many_mails", { retryAfter: 3_600 });
    await limitProofs(tx, address);
    await store.setPending(tx, person, address);
    await sendProof(tx, { person }, { address, language: language ?? "nb", person }, null);
    note({ env: "shared", action: "person.set_email", object: { person }, orgs: [], details: { verified: false } });
    return store.findPersonEmail(tx, person);
  });
}

/**
 * Takes an address as proved, as a part of a deed: somebody who may be believed says that it is the person's. Whoever has one already, or has named one, keeps it.
 *
 * @returns whether it was taken
 */
export async function acceptPersonEmail(tx: Tx, note: (entry: AuditNote) => void, person: string, address: EmailAddress): Promise<boolean> {
  await store.holdPerson(tx, person);
  const before = await store.findPersonEmail(tx, person);
  if (before.address !== null || before.pending !== null) return false;
  await store.setPending(tx, person, address);
  await store.confirmPending(tx, person);
  note({ env: "shared", action: "person.verify_email", object: { person }, orgs: [] });
  return true;
}

/** Forgets the address of a person: he or she gets no more mails. Once more changes nothing. */
export async function removePersonEmail({ db }: { db: Database }, doer: Doer, person: string): Promise<void> {
  await deed(db, doer, async (tx, note) => {
    await store.holdPerson(tx, person);
    if (await store.deletePersonEmail(tx, person)) note({ env: "shared", action: "person.remove_email", object: { person }, orgs: [] });
  });
}

/** Sends a notification point the mail that proves its address, as a part of a deed that has changed it. @throws Refused too_many_mails */
export async function provePoint(
  tx: Tx,
  point: Pick<NotificationPoint, "id" | "address" | "language" | "kinds">,
  organization: { number: OrgNumber; name: string },
): Promise<void> {
  if ((await store.countProofsOfPoints(tx, organization.number)) >= MOST_OF_AN_ORGANIZATION_A_DAY) throw new Refused("too_many_mails", { retryAfter: 3_600 });
  await limitProofs(tx, point.address);
  await sendProof(
    tx,
    { point: point.id },
    { address: point.address, language: point.language, point: point.id, daily: false },
    { organization, kinds: point.kinds },
  );
}

type OfPoint = { organization: { number: OrgNumber; name: string }; kinds: NotificationPoint["kinds"] };

async function sendProof(tx: Tx, of: store.Verification["of"], to: Receiver, point: OfPoint | null): Promise<void> {
  const verification = uuidv7();
  await store.insertVerification(tx, verification, of, to.address);
  const content = proofText(to.language, verification, to.address, point);
  await post(tx, [{ kind: point ? "verify_point" : "verify_email", to, env: null, organization: point?.organization.number ?? null, content }]);
}

/** What following a link comes to. `confirmed` also when it was followed before. */
export type Proof = { outcome: "open" | "confirmed" | "expired" | "unknown"; address: string | null; language: Language | null };

/** Looks at a link, and changes nothing: programs that read mails follow links. */
export async function readProof(db: Database, token: string): Promise<Proof> {
  const found = await verificationOf(db, token);
  if (!found) return { outcome: "unknown", address: null, language: null };
  const language = "point" in found.of ? ((await findPoint(db, found.of.point))?.language ?? null) : null;
  const state = await stateOfAddress(db, found);
  const outcome = state === "verified" ? "confirmed" : state === "waits" && !found.used && !found.expired ? "open" : "expired";
  return { outcome, address: found.address, language };
}

const verificationOf = async (db: Database, token: string): Promise<store.Verification | null> =>
  TOKEN.test(token) ? store.findVerificationOfToken(db, hashOf(token)) : null;

/** Proves the address that the link was sent to, once. Nobody need be logged in: whoever has the mail has the mailbox. */
export async function prove({ db }: { db: Database }, origin: Omit<Doer, "actor">, token: string): Promise<Proof> {
  const found = await verificationOf(db, token);
  if (found) {
    const doer: Doer = { ...origin, actor: { kind: "system", name: "e-mail verification" } };
    await deed(db, doer, async (tx, note) => {
      const { of } = found;
      // Held first: of two links, or two clicks, the second sees what the first has done.
      if ("person" in of) await store.holdPerson(tx, of.person);
      const point = "point" in of ? await holdPoint(tx, of.point) : null;
      if ((await stateOfAddress(tx, found)) !== "waits" || !(await store.takeVerification(tx, found.id))) return;
      if ("person" in of) {
        await store.confirmPending(tx, of.person);
        note({ env: "shared", action: "person.verify_email", object: { person: of.person }, orgs: [] });
      } else if (point) {
        await confirmPoint(tx, point.id);
        note({
          env: "shared",
          action: "notification_point.verify",
          object: { notificationPoint: point.id, organization: point.organization },
          orgs: [point.organization],
        });
      }
    });
  }
  return readProof(db, token);
}
