import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Billing, BillingExport, BillingExportQuery, BillingReplacement } from "../../contract/billing.ts";
import { type OrgNumber, parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { Deps } from "../deps.ts";
import { deed } from "../audit/deed.ts";
import { doerOf } from "../http/caller.ts";
import { csvOf, wantsCsv } from "../http/csv.ts";
import type { Env } from "../http/hono.ts";
import { body, etagOf, expectedVersion, IfMatch, json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { readAddress } from "../mail/own-person-routes.ts";
import { organizationNames } from "../organizations/operations.ts";
import { allow } from "../permissions/allow.ts";
import { inProductionToo } from "../permissions/in-production-too.ts";
import { type BillingDetails, type KeptBilling, monthBounds } from "./billing.ts";
import { type BilledScope } from "./store.ts";
import { billedScopes, readBilling, setBilling } from "./operations.ts";

const tags = ["Billing"];
const shownWith = { 200: { ...json(Billing, "The details. `ETag` is their version: 0 when there are none."), headers: z.object({ etag: z.string() }) } };

/** Where invoices of an organisation go, once for all of it, and what the operator makes them of. */
export function billingRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const shown = async (billing: KeptBilling | null) => ({ details: billing && present(billing, await organizationNames(deps.db, [billing.receiver])) });

  routes.openapi(
    createRoute({
      method: "get",
      path: "/billing-details",
      operationId: "readBilling",
      summary: "Where invoices of the organisation go",
      tags,
      security,
      middleware: [allow(deps, "billing.read")] as const,
      responses: { ...shownWith, ...problems(401, 403) },
    }),
    async (c) => {
      const billing = await readBilling(deps.db, c.get("caller").org);
      return c.json(await shown(billing), 200, { etag: etagOf(billing?.version ?? 0) });
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/billing-details",
      operationId: "replaceBilling",
      summary: "Sets where invoices of the organisation go",
      description: "Shared by the environments: who calls in test must be allowed to in production, too.",
      tags,
      security,
      middleware: [allow(deps, "billing.change")] as const,
      request: { headers: IfMatch, body: body(BillingReplacement) },
      responses: { ...shownWith, ...problems(400, 401, 403, 412, 428) },
    }),
    async (c) => {
      const { org } = c.get("caller");
      const { receiver, email, contactEmail, ...rest } = c.req.valid("json");
      const wish: BillingDetails = {
        ...rest,
        receiver: receiver === undefined ? org : readNumber(receiver),
        email: email === null ? null : readAddress(email, "email"),
        contactEmail: contactEmail === null ? null : readAddress(contactEmail, "contactEmail"),
      };
      const options = { expectedVersion: expectedVersion(c), mayChange: (db: Deps["db"]) => inProductionToo(db, c, "billing.change") };
      const billing = await setBilling(deps, doerOf(c), org, wish, options);
      return c.json(await shown(billing), 200, { etag: etagOf(billing.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/billing-export",
      operationId: "exportBilling",
      summary: "Accesses per provider and scope in a month, with where the invoice goes",
      description: "For the operator. As JSON, or as CSV by `Accept: text/csv`. The export is itself written into the log.",
      tags,
      security,
      middleware: [allow(deps, "billing.export")] as const,
      request: { query: BillingExportQuery },
      responses: {
        200: { description: "The accesses", content: { "application/json": { schema: BillingExport }, "text/csv": { schema: z.string() } } },
        ...problems(400, 401, 403),
      },
    }),
    async (c) => {
      const { month } = c.req.valid("query");
      const { name } = c.get("environment");
      await deed(deps.db, doerOf(c), async (_tx, note) => note({ env: name, action: "billing.export", object: { month }, orgs: [] }));
      const found = await billedScopes(deps.db, name, monthBounds(month));
      if (wantsCsv(c.req.header("accept"))) {
        const headers = {
          "content-type": "text/csv; charset=utf-8; header=present",
          "content-disposition": `attachment; filename="accesses-${name}-${month}.csv"`,
        };
        return c.body(csvOf([HEADINGS, ...found.map(lineOf)]), 200, headers) as never;
      }
      const names = await organizationNames(
        deps.db,
        found.flatMap(({ billing }) => (billing ? [billing.receiver] : [])),
      );
      const items = found.map(({ provider, scope, accesses, billing }) => ({ provider, scope, accesses, billing: billing && present(billing, names) }));
      return c.json({ month, environment: name, items }, 200);
    },
  );
  return routes;
}

function readNumber(text: string): OrgNumber {
  const number = parseOrgNumber(text);
  if (!number) throw new Refused("organization_number_invalid", { fields: [{ field: "receiver", message: "It is no organisation number." }] });
  return number;
}

const present = (billing: KeptBilling, names: ReadonlyMap<OrgNumber, string>): NonNullable<z.input<typeof Billing>["details"]> => ({
  receiver: { number: billing.receiver, name: names.get(billing.receiver) ?? null },
  ehf: billing.ehf,
  peppolId: billing.peppolId,
  email: billing.email,
  postalAddress: billing.postalAddress,
  reference: billing.reference,
  costBearer: billing.costBearer,
  contactName: billing.contactName,
  contactEmail: billing.contactEmail,
  validFrom: billing.validFrom,
  updatedAt: billing.updatedAt.toISOString(),
});

const HEADINGS = [
  "provider_number",
  "provider_name",
  "scope",
  "accesses",
  "receiver",
  "ehf",
  "peppol_id",
  "email",
  "postal_address",
  "reference",
  "cost_bearer",
  "contact_name",
  "contact_email",
  "valid_from",
];

const lineOf = ({ provider, scope, accesses, billing: b }: BilledScope): (string | number | null)[] => [
  provider.number,
  provider.name,
  scope,
  accesses,
  ...(b
    ? [b.receiver, b.ehf ? "yes" : "no", b.peppolId, b.email, b.postalAddress, b.reference, b.costBearer, b.contactName, b.contactEmail, b.validFrom]
    : Array.from({ length: 10 }, () => null)),
];
