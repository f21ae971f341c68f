/** Who at the operator has begun on an application for a prefix: taken, taken over, given back. Two never answer the same one unaware of each other. */
import { deed } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { personNames } from "../people/people-list.ts";
import { type Acting, personOf } from "./acting.ts";
import { type Handling, isFreeFor, judgeTaking, type PrefixApplication } from "./prefix-application.ts";
import { handleApplication, holdApplication } from "./prefix-application-store.ts";

type OnDatabase = Pick<Deps, "db">;

/**
 * Takes an application that waits. Once more changes nothing; the time stays.
 *
 * @param seen since when a colleague has it, as whoever takes it over has seen it; null: nobody was seen to have it
 * @throws Refused not_found, wrong_state (decided), application_handled (a colleague has it, with the name)
 */
export async function takeApplication({ db }: OnDatabase, { env, doer }: Acting, id: string, seen: Date | null): Promise<PrefixApplication> {
  return deed(db, doer, async (tx, note) => {
    const application = waiting(await holdApplication(tx, env, id));
    const by = personOf(doer);
    const answer = judgeTaking(application.handling, by, seen);
    if (answer === "keep") return application;
    if (answer === "refuse") throw await handledBy(tx, application.handling!);
    note({ env, action: `prefix_application.${answer}`, ...aboutIt(application) });
    return handleApplication(tx, env, id, { by });
  });
}

/** Gives an application back to the queue. Once more changes nothing. @throws Refused not_found, wrong_state (decided), application_handled */
export async function giveBackApplication({ db }: OnDatabase, { env, doer }: Acting, id: string): Promise<PrefixApplication> {
  return deed(db, doer, async (tx, note) => {
    const application = waiting(await holdApplication(tx, env, id));
    await refuseWhileHandled(tx, application, personOf(doer));
    if (application.handling === null) return application;
    note({ env, action: "prefix_application.give_back", ...aboutIt(application) });
    return handleApplication(tx, env, id, null);
  });
}

/** @throws Refused application_handled, with the name, while somebody else has it */
export async function refuseWhileHandled(tx: Database, { handling }: Pick<PrefixApplication, "handling">, by: string | null): Promise<void> {
  if (handling !== null && !isFreeFor(handling, by)) throw await handledBy(tx, handling);
}

async function handledBy(tx: Database, { by, since }: Handling): Promise<Refused> {
  const name = by === null ? undefined : (await personNames(tx, [by])).get(by);
  return new Refused("application_handled", { members: { what: `${name ?? "a program"} since ${since.toISOString()}.` } });
}

function waiting(application: PrefixApplication | null): PrefixApplication {
  if (!application) throw new Refused("not_found");
  if (application.state !== "submitted") throw new Refused("wrong_state", { members: { what: `the application is ${application.state} already.` } });
  return application;
}

const aboutIt = ({ id, organization, prefix }: PrefixApplication) => ({ object: { organization, prefix }, orgs: [organization], details: { id } });
