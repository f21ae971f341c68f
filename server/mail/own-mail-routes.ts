import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { MailInPath, SentMail, SentMailPage, SentMailQuery } from "../../contract/email.ts";
import { deed } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { allow } from "../permissions/allow.ts";
import { findMail, type Mail, pageOfMails, revive } from "./event-store.ts";

const tags = ["Mail"];
const Position = z.object({ createdAt: z.iso.datetime(), id: z.string() });

/** Mails, for the operator: what became of them, and sending again what was tried until the last time. */
export function mailRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/mails",
      operationId: "listMails",
      summary: "Mails of the last 90 days, the newest first",
      description: "For the operator. Those of this environment, and of what the environments share. What they say is not shown.",
      tags,
      security,
      middleware: [allow(deps, "mail.administer")] as const,
      request: { query: SentMailQuery },
      responses: { 200: json(SentMailPage, "A page of mails"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation, state } = c.req.valid("query");
      const { org } = c.get("caller");
      const env = c.get("environment").name;
      const query = ["mails", env, state ?? null];
      const from = continuation === undefined ? null : deps.continuations.read(org, query, continuation, Position);
      const after = from && { createdAt: new Date(from.createdAt), id: from.id };
      const found = await pageOfMails(deps.db, env, { state, after, limit: limit + 1 });
      const mails = found.slice(0, limit);
      const last = found.length > limit ? mails.at(-1)! : null;
      const next = last && deps.continuations.make(org, query, { createdAt: last.createdAt.toISOString(), id: last.id });
      return c.json({ items: mails.map(present), next }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/mails/{mailId}/retry",
      operationId: "sendMailAgain",
      summary: "Sends a dead mail again",
      description: "For the operator. It gets as many tries as a new one. One that is on its way already stays so.",
      tags,
      security,
      middleware: [allow(deps, "mail.administer")] as const,
      request: { params: MailInPath },
      responses: { 200: json(SentMail, "The mail"), ...problems(400, 401, 403, 404, 409) },
    }),
    async (c) => {
      const { mailId } = c.req.valid("param");
      const env = c.get("environment").name;
      const mail = await deed(deps.db, doerOf(c), async (tx, note) => {
        const before = await findMail(tx, mailId);
        if (!before || (before.env !== null && before.env !== env)) throw new Refused("not_found");
        if (await revive(tx, mailId))
          note({ env: before.env ?? "shared", action: "mail.send_again", object: { mail: mailId }, orgs: before.organization ? [before.organization] : [] });
        else if (before.state !== "waiting" && before.state !== "queued")
          throw new Refused("wrong_state", { members: { what: `the mail is ${before.state}.` } });
        return (await findMail(tx, mailId))!;
      });
      return c.json(present(mail), 200);
    },
  );
  return routes;
}

const present = (mail: Mail): z.input<typeof SentMail> => ({
  id: mail.id,
  kind: mail.kind,
  environment: mail.env,
  organization: mail.organization,
  address: mail.address,
  language: mail.language,
  subject: mail.content.subject,
  state: mail.state,
  tries: mail.tries,
  lastError: mail.lastError,
  why: mail.droppedWhy,
  createdAt: mail.createdAt.toISOString(),
  sentAt: mail.sentAt?.toISOString() ?? null,
  deadAt: mail.deadAt?.toISOString() ?? null,
});
