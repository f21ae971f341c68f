/** Prefixes of an organisation, and applications for them. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/prefix.ts";
import type * as application from "../../contract/prefix-application.ts";
import type { Billing as BillingSchema } from "../../contract/billing.ts";
import { type Acting, ask } from "./call.ts";

export type Prefix = z.output<typeof contract.Prefix>;
export type PrefixCheck = z.output<typeof application.PrefixCheck>;
export type PrefixApplication = z.output<typeof application.PrefixApplication>;
export type NewPrefixApplication = z.input<typeof application.NewPrefixApplication>;
export type PrefixDecision = z.input<typeof application.PrefixDecision>;
type Billing = z.output<typeof BillingSchema>;
type For = Required<Acting>;

/** More than any organisation has. */
const ALL = 1_000;
const QUEUE = 100;
/** Of the environment beside the page's: whoever may not be there is not asked to log in for it. */
const beside = { quiet: true } as const;

/** The organisation's prefixes, also those taken out of use. */
export const prefixes = ({ env, org }: For) =>
  queryOptions({
    queryKey: [env, org, "prefixes"],
    queryFn: async ({ signal }) => (await ask<{ items: Prefix[] }>({ env, org }, { path: ["prefixes"], query: { limit: ALL }, signal })).items,
  });

export const prefixesElsewhere = ({ env, org }: For) =>
  queryOptions({
    queryKey: [env, org, "prefixes", "elsewhere"],
    queryFn: async ({ signal }) => (await ask<{ items: Prefix[] }>({ env, org }, { path: ["prefixes"], query: { limit: ALL }, signal, ...beside })).items,
    retry: false,
  });

/** How it stands with a name that somebody wants. */
export const prefixCheck = ({ env, org }: For, prefix: string) =>
  queryOptions({
    queryKey: [env, org, "prefix-checks", prefix],
    queryFn: ({ signal }) => ask<PrefixCheck>({ env, org }, { path: ["prefix-checks"], query: { prefix }, signal, ...beside }),
    retry: false,
    staleTime: 0,
  });

/** The organisation's applications, the newest first, also decided ones. */
export const prefixApplications = ({ env, org }: For) =>
  queryOptions({
    queryKey: [env, org, "prefix-applications"],
    queryFn: async ({ signal }) =>
      (await ask<{ items: PrefixApplication[] }>({ env, org }, { path: ["prefix-applications"], query: { limit: ALL }, signal })).items,
  });

export const prefixApplicationsElsewhere = ({ env, org }: For) =>
  queryOptions({
    queryKey: [env, org, "prefix-applications", "elsewhere"],
    queryFn: async ({ signal }) =>
      (await ask<{ items: PrefixApplication[] }>({ env, org }, { path: ["prefix-applications"], query: { limit: ALL }, signal, ...beside })).items,
    retry: false,
  });

export const prefixApplication = ({ env, org }: For, id: string) =>
  queryOptions({
    queryKey: [env, org, "prefix-applications", "one", id],
    queryFn: ({ signal }) => ask<PrefixApplication>({ env, org }, { path: ["prefix-applications", id], signal }),
  });

/** Applies: in test it is allotted at once, in production the operator decides. */
export const applyForPrefix = (acting: For, wish: NewPrefixApplication, idempotencyKey: string): Promise<PrefixApplication> =>
  ask(acting, { method: "POST", path: ["prefix-applications"], body: wish, idempotencyKey });

export const withdrawPrefixApplication = (acting: For, id: string): Promise<PrefixApplication> =>
  ask(acting, { method: "DELETE", path: ["prefix-applications", id] });

/** For the operator: applications of all organisations. Those that wait come the oldest first. */
export const prefixQueue = ({ env, org }: For, view: "waiting" | "decided") =>
  queryOptions({
    queryKey: [env, org, "prefix-queue", view],
    queryFn: async ({ signal }) => {
      const query = view === "waiting" ? ({ state: "submitted", order: "oldest" } as const) : ({ order: "newest" } as const);
      const { items } = await ask<{ items: PrefixApplication[] }>(
        { env, org },
        { path: ["prefix-applications"], query: { all: "true", limit: QUEUE, ...query }, signal },
      );
      return view === "waiting" ? items : items.filter(({ state }) => state !== "submitted");
    },
  });

/** Takes an application that waits; `takeOverSince`: since when a colleague was seen to have it. */
export const takePrefixApplication = (acting: For, id: string, takeOverSince: string | null): Promise<PrefixApplication> =>
  ask(acting, { method: "PUT", path: ["prefix-applications", id, "handling"], body: { takeOverSince } });

export const giveBackPrefixApplication = (acting: For, id: string): Promise<PrefixApplication> =>
  ask(acting, { method: "DELETE", path: ["prefix-applications", id, "handling"] });

export const decidePrefixApplication = (acting: For, id: string, decision: PrefixDecision): Promise<PrefixApplication> =>
  ask(acting, { method: "POST", path: ["prefix-applications", id, "decision"], body: decision });

/** Where invoices of the organisation go; null when nothing has been entered. */
export const invoicedTo = ({ env, org }: For) =>
  queryOptions({
    queryKey: [env, org, "billing-details", "beside"],
    queryFn: async ({ signal }) => (await ask<Billing>({ env, org }, { path: ["billing-details"], signal, ...beside })).details,
    retry: false,
  });
