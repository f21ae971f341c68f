import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/person.ts";
import { type Acting, ask } from "./call.ts";

export type Person = z.output<typeof contract.Person>;
export type GivenRight = z.output<typeof contract.GivenRight>;
export type FoundPerson = z.output<typeof contract.FoundPerson>;
export type NewRights = z.input<typeof contract.NewRights>;
export type GivenRights = z.output<typeof contract.GivenRights>;

/** The people of the organisation, and what each may do in this environment. */
export const people = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "people"],
    queryFn: async ({ signal }) => (await ask<{ items: Person[] }>({ env, org }, { path: ["people"], signal })).items,
  });

/** Who somebody is. The number goes out in the body alone, and is kept nowhere. */
export const lookUpPerson = (acting: Required<Acting>, typed: { identityNumber: string; lastName: string }): Promise<FoundPerson> =>
  ask(acting, { method: "POST", path: ["person-lookups"], body: typed });

export const giveRights = (acting: Required<Acting>, rights: NewRights, idempotencyKey: string): Promise<GivenRights> =>
  ask(acting, { method: "POST", path: ["rights"], body: rights, idempotencyKey });

export const removeRight = (acting: Required<Acting>, id: string): Promise<GivenRight> => ask(acting, { method: "DELETE", path: ["rights", id] });

/** @param endedAt of the removal that is meant */
export const undoRemoval = (acting: Required<Acting>, id: string, endedAt: string): Promise<GivenRight> =>
  ask(acting, { method: "POST", path: ["rights", id, "undo-removal"], body: { endedAt } });
