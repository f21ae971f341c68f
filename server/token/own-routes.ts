import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Explanation, ExplainQuestion, TokenRequest, TokenRequestLookUp, TokenRequestPage, TokenRequestQuery } from "../../contract/token-request.ts";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { cause } from "../../vocabulary/explanations.ts";
import { chooseLanguage, type Language } from "../../vocabulary/language.ts";
import { type OrgNumber, parseOrgNumber } from "../../vocabulary/org-number.ts";
import { refusal, refusalNumber, refusalOfCode } from "../../vocabulary/refusals/refusals.ts";
import { parseScopeClaim } from "../../vocabulary/scope-name.ts";
import { deed } from "../audit/deed.ts";
import { readClient } from "../clients/operations.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { contactsOf } from "../organizations/contact-operations.ts";
import { organizationNames } from "../organizations/operations.ts";
import { allow } from "../permissions/allow.ts";
import { recordIdOf } from "./access-token.ts";
import { explain } from "./explain.ts";
import { readExplainFacts } from "./explain-store.ts";
import { type LoggedRequest, LogPlace, requestById, requestsOfClient } from "./log.ts";

const tags = ["Token requests"];

/** The log of tokens and refusals, and "why": what today's API lacks. */
export function tokenRequestRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/clients/{clientId}/token-requests",
      operationId: "listTokenRequests",
      summary: "Tokens and refusals of a client, newest first",
      description:
        "Every request to the token endpoint after the client was known is on record before it is answered. A page looks back at most 90 days and may be empty: the list has ended when `next` is null.",
      tags,
      security,
      middleware: [allow(deps, "token_request.read")] as const,
      request: { params: z.object({ clientId: z.string() }), query: TokenRequestQuery },
      responses: { 200: json(TokenRequestPage, "A page of requests"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { clientId } = c.req.valid("param");
      const { limit, continuation, code, from, to, outcome } = c.req.valid("query");
      const { org } = c.get("caller");
      const environment = c.get("environment");
      await readClient(deps.db, { env: environment.name, org }, clientId);
      const query = ["token-requests", environment.name, clientId, code, from, to, outcome];
      const after = continuation === undefined ? undefined : deps.continuations.read(org, query, continuation, LogPlace);
      const name = code === undefined ? undefined : refusalOfCode(code);
      if (code !== undefined && !name) throw new Refused("invalid_request", { fields: [{ field: "code", message: "is no code of this server" }] });
      const filter = { outcome, code: name && refusalNumber(name), from: dateOf(from), to: dateOf(to), after, limit };
      const kept = { keepDays: deps.settings.logRetentionDays, now: deps.now() };
      const page = await requestsOfClient(deps.db, ENVIRONMENT_NUMBER[environment.name], clientId, filter, kept);
      const next = page.next && deps.continuations.make(org, query, page.next);
      const language = languageOf(c.req.header("accept-language"));
      return c.json({ items: page.items.map((item) => present(item, language)), next }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: "post",
      path: "/explanations",
      operationId: "explainToken",
      summary: "Why a client would get a token, or not",
      description:
        "Answers the same question as the token endpoint without issuing: every link of the chain, kept or broken, and who can mend it. For the owner of the client, and the operator.",
      tags,
      security,
      middleware: [allow(deps, "token_request.explain")] as const,
      request: { body: { required: true, content: { "application/json": { schema: ExplainQuestion } } } },
      responses: { 200: json(Explanation, "The chain, link by link"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { clientId, scope, kid = null, certificate, consumerOrg } = c.req.valid("json");
      const caller = c.get("caller");
      const environment = c.get("environment");
      // Whether an unknown client is unknown is the operator's to know; everybody else asks about his own.
      if (!caller.isOperator) await readClient(deps.db, { env: environment.name, org: caller.org }, clientId);
      const scopes = parseScopeClaim(scope);
      if ("wrong" in scopes)
        throw new Refused("invalid_request", { fields: [{ field: "scope", message: "is not a list of scope names with one space between them" }] });
      const consumer = consumerOrg === undefined ? null : parseOrgNumber(consumerOrg);
      if (consumerOrg !== undefined && consumer === null)
        throw new Refused("organization_number_invalid", { fields: [{ field: "consumerOrg", message: "is not an organisation number" }] });
      const question = { client: clientId, kid, certificate, consumerOrg: consumer, scopes };
      const explanation = explain(question, await readExplainFacts(deps.db, ENVIRONMENT_NUMBER[environment.name], question));
      const named = explanation.links.map(({ organization }) => organization).filter((number) => number !== null);
      const [names, contacts] = await Promise.all([organizationNames(deps.db, named), contactsOf(deps.db, named)]);
      const language = languageOf(c.req.header("accept-language"));
      const links = explanation.links.map(({ organization, at, ...link }) => ({
        ...link,
        text: cause(link.cause).text[language],
        whoCanMend: cause(link.cause).who,
        organization: organization && { number: organization as string, name: names.get(organization) ?? null, contact: contacts.get(organization) ?? null },
        at: at?.toISOString() ?? null,
      }));
      return c.json({ granted: explanation.granted, code: explanation.refusal && refusal(explanation.refusal).code, links }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: "get",
      path: "/token-requests/{traceId}",
      operationId: "readTokenRequest",
      summary: "One request by its trace id or the jti of its token",
      description: "For the operator's support. Each look-up is itself written into the audit log of the client's owner, with the reason that is given.",
      tags,
      security,
      middleware: [allow(deps, "token_request.look_up")] as const,
      request: { params: z.object({ traceId: z.string().max(64) }), query: TokenRequestLookUp },
      responses: { 200: json(TokenRequest, "The request"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const id = recordIdOf(c.req.valid("param").traceId);
      const environment = c.get("environment");
      const env = ENVIRONMENT_NUMBER[environment.name];
      const found = id && (await requestById(deps.db, env, id));
      if (!found) throw new Refused("not_found");
      const owner = await deps.db.selectFrom("client").select("org").where("env", "=", env).where("id", "=", found.client).executeTakeFirst();
      await deed(deps.db, doerOf(c), async (_tx, note) =>
        note({
          env: environment.name,
          action: "token_request.look_up",
          object: { trace_id: found.traceId, client: found.client },
          orgs: owner ? [String(owner.org) as OrgNumber] : [],
          ...(c.req.valid("query").reason === undefined ? {} : { details: { reason: c.req.valid("query").reason } }),
        }),
      );
      return c.json(present(found, languageOf(c.req.header("accept-language"))), 200);
    },
  );
  return routes;
}

const dateOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));
const languageOf = (header: string | undefined): Language => chooseLanguage(header ?? "en");

function present(request: LoggedRequest, language: Language): z.input<typeof TokenRequest> {
  const { at, outcome, traceId, client: clientId, scopes, address } = request;
  const base = { at: at.toISOString(), outcome, traceId, clientId, scopes, address };
  if (request.outcome === "refused") {
    const entry = request.refusal && refusal(request.refusal);
    const told = { code: entry?.code ?? null, cause: entry?.title[language] ?? null, remedy: entry?.remedy[language] ?? null, whoCanMend: entry?.who ?? null };
    return { ...base, consumer: null, supplier: null, kid: null, expiresAt: null, ...told, detail: request.detail };
  }
  const { consumer, supplier, kid, expiresAt } = request;
  return { ...base, consumer, supplier, kid, expiresAt: expiresAt.toISOString(), code: null, cause: null, remedy: null, whoCanMend: null, detail: null };
}
