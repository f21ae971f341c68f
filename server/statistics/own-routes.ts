import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Statistics as ShownStatistics, StatisticsQuery, type STATISTICS_TABLES } from "../../contract/statistics.ts";
import { chooseLanguage, type Language } from "../../vocabulary/language.ts";
import { refusal, refusalOfNumber } from "../../vocabulary/refusals/refusals.ts";
import type { Deps } from "../deps.ts";
import { csvOf, wantsCsv } from "../http/csv.ts";
import type { Env } from "../http/hono.ts";
import { ownFace, problems, security } from "../http/own-face.ts";
import { allow } from "../permissions/allow.ts";
import { keptForAMinute } from "./kept-for-a-minute.ts";
import { countStatistics, type Statistics } from "./operations.ts";

type Shown = z.output<typeof ShownStatistics>;

/** How the whole service is used. For the operator. */
export function statisticsRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const kept = keptForAMinute<{ statistics: Statistics; at: number }>(deps.now);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/statistics",
      operationId: "readStatistics",
      summary: "How many there are of everything, and how much the service is used",
      description:
        "For the operator. Counted at most once a minute. As JSON, or one of its tables as CSV by `Accept: text/csv`. Refusals are those that are kept in the log: of clients that are known.",
      tags: ["Statistics"],
      security,
      middleware: [allow(deps, "statistics.read")] as const,
      request: { query: StatisticsQuery },
      responses: {
        200: { description: "The statistics", content: { "application/json": { schema: ShownStatistics }, "text/csv": { schema: z.string() } } },
        ...problems(400, 401, 403),
      },
    }),
    async (c) => {
      const { days, table = "days" } = c.req.valid("query");
      const { name: env } = c.get("environment");
      const { statistics, at } = await kept(`${env} ${days}`, async () => ({ statistics: await countStatistics(deps.db, env, Number(days)), at: deps.now() }));
      const wish = c.req.header("accept-language")?.trim() || "*";
      const shown = present(statistics, at, env, wish === "*" ? "en" : chooseLanguage(wish));
      if (!wantsCsv(c.req.header("accept"))) return c.json(shown, 200);
      const headers = {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": `attachment; filename="statistics-${env}-${table}-${shown.to}.csv"`,
      };
      return c.body(csvOf(TABLES[table](shown)), 200, headers) as never;
    },
  );
  return routes;
}

const present = ({ countedTo, refusals, ...rest }: Statistics, at: number, environment: Shown["environment"], language: Language): Shown => ({
  environment,
  ...rest,
  asOf: new Date(at).toISOString(),
  countedTo: countedTo.toISOString(),
  refusals: refusals.map(({ code: number, refused }) => {
    const name = refusalOfNumber(number);
    return { code: name ? refusal(name).code : null, title: name ? refusal(name).title[language] : "", refused };
  }),
});

const TABLES: Record<(typeof STATISTICS_TABLES)[number], (shown: Shown) => (string | number | null)[][]> = {
  days: ({ days }) => [["day", "tokens", "refused"], ...days.map(({ day, tokens, refused }) => [day, tokens, refused])],
  refusals: ({ refusals }) => [["code", "title", "refused"], ...refusals.map(({ code, title, refused }) => [code, title, refused])],
  scopes: ({ topScopes }) => [
    ["scope", "owner_number", "owner_name", "tokens", "refused"],
    ...topScopes.map(({ scope, owner, tokens, refused }) => [scope, owner.number, owner.name, tokens, refused]),
  ],
  consumers: ({ topConsumers }) => [
    ["consumer_number", "consumer_name", "tokens", "refused"],
    ...topConsumers.map(({ consumer, tokens, refused }) => [consumer.number, consumer.name, tokens, refused]),
  ],
};
