/** What those who run the installation do. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type { SentMail as SentMailSchema } from "../../contract/email.ts";
import type { BillingExport as BillingExportSchema } from "../../contract/billing.ts";
import type * as contract from "../../contract/organization.ts";
import type * as figures from "../../contract/statistics.ts";
import type * as token from "../../contract/token-request.ts";
import { type Acting, ask, askCsv } from "./call.ts";

export type Organization = z.output<typeof contract.Organization>;
export type TermsVariant = z.output<typeof contract.TermsSignature>["variant"];
export type SentMail = z.output<typeof SentMailSchema>;
export type TokenRequest = z.output<typeof token.TokenRequest>;
export type Explanation = z.output<typeof token.Explanation>;
export type Statistics = z.output<typeof figures.Statistics>;
export type StatisticsTable = NonNullable<z.output<typeof figures.StatisticsQuery>["table"]>;
export type BillingExport = z.output<typeof BillingExportSchema>;
type For = Required<Acting>;
type PageOf<T> = { items: T[]; next: string | null };

const ROWS = 50;

/** Organisations whose number begins with, or whose name holds, what was typed. */
export const organizations = ({ env, org }: For, typed: string) =>
  infiniteQueryOptions({
    queryKey: [env, org, "organizations", typed],
    queryFn: ({ signal, pageParam }) =>
      ask<PageOf<Organization>>(
        { env, org },
        { path: ["organizations"], query: { limit: ROWS, query: typed || undefined, continuation: pageParam ?? undefined }, signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** One organisation with its lock and what it has signed. */
export const wholeOrganization = ({ env, org }: For, number: string) =>
  queryOptions({
    queryKey: [env, org, "whole-organization", number],
    queryFn: ({ signal }) => ask<Organization>({ env, org }, { path: ["organizations", number], signal }),
  });

/** What the register says of it: its name, and the day on which it was deleted. */
export const replaceOrganization = (acting: For, number: string, says: { name: string; deletedOn: string | null }): Promise<Organization> =>
  ask(acting, { method: "PUT", path: ["organizations", number], body: says });
export const lockOrganization = (acting: For, number: string, reason: string): Promise<Organization> =>
  ask(acting, { method: "PUT", path: ["organizations", number, "lock"], body: { reason } });
export const unlockOrganization = (acting: For, number: string): Promise<Organization> =>
  ask(acting, { method: "DELETE", path: ["organizations", number, "lock"] });
export const recordTerms = (acting: For, number: string, signature: { variant: TermsVariant; version: string }): Promise<unknown> =>
  ask(acting, { method: "POST", path: ["organizations", number, "terms"], body: signature });

/** One token request by its trace id. Looking is itself written into the log of the client's owner, with the reason. */
export const lookUpTrace = (acting: For, id: string, reason: string): Promise<TokenRequest> => ask(acting, { path: ["token-requests", id], query: { reason } });

/** How it stands with each link of the chain now. */
export const explain = (acting: For, question: { clientId: string; scope: string; kid?: string }): Promise<Explanation> =>
  ask(acting, { method: "POST", path: ["explanations"], body: question });

/** Mails that were tried until the last time. */
export const deadMails = ({ env, org }: For) =>
  infiniteQueryOptions({
    queryKey: [env, org, "mails", "dead"],
    queryFn: ({ signal, pageParam }) =>
      ask<PageOf<SentMail>>({ env, org }, { path: ["mails"], query: { state: "dead", limit: ROWS, continuation: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

export const sendMailAgain = (acting: For, id: string): Promise<SentMail> => ask(acting, { method: "POST", path: ["mails", id, "retry"] });

/** How many there are of everything, and how much the service is used. @param language of the titles of refusals */
export const statistics = ({ env, org }: For, days: string, language: string) =>
  queryOptions({
    queryKey: [env, org, "statistics", days, language],
    queryFn: ({ signal }) => ask<Statistics>({ env, org }, { path: ["statistics"], query: { days }, signal }),
  });
export const statisticsCsv = (acting: For, days: string, table: StatisticsTable): Promise<Blob> =>
  askCsv(acting, { path: ["statistics"], query: { days, table } });

/** Accesses per provider and scope in a month. Each look is written into the log, so it is kept until the page is left. @param month `2026-10` */
export const billingExport = ({ env, org }: For, month: string) =>
  queryOptions({
    queryKey: [env, org, "billing-export", month],
    queryFn: ({ signal }) => ask<BillingExport>({ env, org }, { path: ["billing-export"], query: { month }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
export const billingExportCsv = (acting: For, month: string): Promise<Blob> => askCsv(acting, { path: ["billing-export"], query: { month } });
