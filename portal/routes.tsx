/**
 * Every address of the portal on one list (portal.md §3). What stands in the search part is checked here: what does not fit is left out, so an old link
 * still leads to its page. A new page: a route here, its name in text/frame.ts, and an entry in frame/menu.ts when the menu leads to it.
 */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound } from "@tanstack/react-router";
import { type EnvironmentName, ENVIRONMENTS } from "../vocabulary/environment.ts";
import { AUDIT_KINDS } from "../vocabulary/audit-kinds.ts";
import { type Right, RIGHTS } from "../vocabulary/rights.ts";
import type { LogSearch } from "./api/log.ts";
import { OUTCOMES, type Outcome } from "./api/client.ts";
import { REQUEST_VIEWS, type RequestView } from "./api/right-requests.ts";
import { given } from "./frame/given.ts";
import { dayText, digits, monthText, oneOf, pageNumber, type Search, shortText, uuid, yes } from "./frame/search-part.ts";
import { BrokenPage } from "./pages/broken-page.tsx";
import { CLIENT_TABS, type ClientTab } from "./pages/client/tabs.ts";
import { FrontPage } from "./pages/front/front-page.tsx";
import { LOGIN_FAILURES, type LoginFailure } from "./pages/front/texts.ts";
import { HomePage } from "./pages/home/home-page.tsx";
import { CLIENT_ORDERS, type ClientOrder } from "./pages/clients/order.ts";
import { SCOPE_TABS, type ScopeTab } from "./pages/scope/tabs.ts";
import { USAGE_DAYS, type UsageDays } from "./parts/usage-days.ts";
import { NotFoundPage } from "./pages/not-found-page.tsx";
import { OperatorLayout } from "./pages/operator/operator-layout.tsx";
import { STATISTICS_TABS, type StatisticsTab } from "./pages/operator/statistics-tabs.ts";
import { OrganizationLayout } from "./pages/organizations/organization-layout.tsx";
import { OrganizationsLayout } from "./pages/organizations/organizations-layout.tsx";
import { OrganizationsPage } from "./pages/organizations/organizations-page.tsx";
import { Root } from "./root.tsx";

const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage, errorComponent: BrokenPage });

const front = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: ({ login }: Search): { login?: LoginFailure } => given({ login: oneOf(LOGIN_FAILURES, login) }),
  component: FrontPage,
});

const mine = createRoute({ getParentRoute: () => root, path: "/me", component: lazyRouteComponent(() => import("./pages/me/me-page.tsx"), "MePage") });

const help = createRoute({
  getParentRoute: () => root,
  path: "/help",
  validateSearch: ({ q, of }: Search): { q?: string; of?: string } => given({ q: shortText(q), of: shortText(of) }),
  component: lazyRouteComponent(() => import("./pages/help/help-page.tsx"), "HelpPage"),
});
const guide = createRoute({
  getParentRoute: () => root,
  path: "/help/$guide",
  component: lazyRouteComponent(() => import("./pages/help/guide-page.tsx"), "GuidePage"),
});

const environment = createRoute({
  getParentRoute: () => root,
  path: "/$env",
  params: {
    parse: ({ env }) => ({ env: env as EnvironmentName }),
    stringify: ({ env }) => ({ env }),
  },
  beforeLoad: ({ params: { env } }) => {
    if (!ENVIRONMENTS.includes(env)) throw notFound();
  },
});

const notices = createRoute({
  getParentRoute: () => environment,
  path: "/notices",
  component: lazyRouteComponent(() => import("./pages/notices/notices-page.tsx"), "NoticesPage"),
});
const beforeOrganization = createRoute({
  getParentRoute: () => environment,
  path: "/organizations",
  validateSearch: ({ first }: Search): { first?: true } => given({ first: yes(first) }),
  component: OrganizationsLayout,
});
const organizations = createRoute({ getParentRoute: () => beforeOrganization, path: "/", component: OrganizationsPage });
const ask = createRoute({
  getParentRoute: () => beforeOrganization,
  path: "/ask",
  validateSearch: ({ organization, right }: Search): { organization?: string; right?: Right } =>
    given({ organization: digits(organization), right: oneOf(RIGHTS, right) }),
  component: lazyRouteComponent(() => import("./pages/organizations/ask-page.tsx"), "AskPage"),
});

const organization = createRoute({
  getParentRoute: () => environment,
  path: "/$org",
  beforeLoad: ({ params: { org } }) => {
    if (!/^\d{9}$/.test(org)) throw notFound();
  },
  component: OrganizationLayout,
});
const home = createRoute({ getParentRoute: () => organization, path: "/", component: HomePage });
const peopleRoute = createRoute({
  getParentRoute: () => organization,
  path: "/people",
  validateSearch: ({ q }: Search): { q?: string } => given({ q: typeof q === "string" && q !== "" ? q.slice(0, 100) : undefined }),
  component: lazyRouteComponent(() => import("./pages/people/people-page.tsx"), "PeoplePage"),
});
const personRoute = createRoute({
  getParentRoute: () => organization,
  path: "/people/$id",
  component: lazyRouteComponent(() => import("./pages/people/person-page.tsx"), "PersonPage"),
});
const give = createRoute({
  getParentRoute: () => organization,
  path: "/people/give",
  validateSearch: ({ right, to }: Search): { right?: Right; to?: string } => given({ right: oneOf(RIGHTS, right), to: uuid(to) }),
  component: lazyRouteComponent(() => import("./pages/people/give-page.tsx"), "GivePage"),
});
const requests = createRoute({
  getParentRoute: () => organization,
  path: "/requests",
  validateSearch: ({ tab }: Search): { tab?: RequestView } => given({ tab: oneOf(REQUEST_VIEWS, tab) }),
  component: lazyRouteComponent(() => import("./pages/requests/requests-page.tsx"), "RequestsPage"),
});
const decide = createRoute({
  getParentRoute: () => organization,
  path: "/requests/$id",
  component: lazyRouteComponent(() => import("./pages/requests/decide-page.tsx"), "DecidePage"),
});
const clients = createRoute({
  getParentRoute: () => organization,
  path: "/clients",
  validateSearch: ({ q, inactive, sort }: Search): { q?: string; inactive?: true; sort?: ClientOrder } =>
    given({ q: shortText(q), inactive: yes(inactive), sort: oneOf(CLIENT_ORDERS, sort) }),
  component: lazyRouteComponent(() => import("./pages/clients/clients-page.tsx"), "ClientsPage"),
});
const accesses = createRoute({
  getParentRoute: () => organization,
  path: "/accesses",
  validateSearch: ({ q }: Search): { q?: string } => given({ q: shortText(q) }),
  component: lazyRouteComponent(() => import("./pages/accesses/accesses-page.tsx"), "AccessesPage"),
});
const catalogue = createRoute({
  getParentRoute: () => organization,
  path: "/catalogue",
  validateSearch: ({ q }: Search): { q?: string } => given({ q: shortText(q) }),
  component: lazyRouteComponent(() => import("./pages/catalogue/catalogue-page.tsx"), "CataloguePage"),
});
const newClient = createRoute({
  getParentRoute: () => organization,
  path: "/clients/new",
  validateSearch: ({ scope, q }: Search): { scope?: string; q?: string } => given({ scope: shortText(scope), q: shortText(q) }),
  component: lazyRouteComponent(() => import("./pages/clients/new-page.tsx"), "NewClientPage"),
});
const prefixesRoute = createRoute({
  getParentRoute: () => organization,
  path: "/prefixes",
  component: lazyRouteComponent(() => import("./pages/prefixes/prefixes-page.tsx"), "PrefixesPage"),
});
const applyForPrefix = createRoute({
  getParentRoute: () => organization,
  path: "/prefixes/apply",
  validateSearch: ({ from }: Search): { from?: string } => given({ from: uuid(from) }),
  component: lazyRouteComponent(() => import("./pages/prefixes/apply-page.tsx"), "ApplyPage"),
});
const scopesRoute = createRoute({
  getParentRoute: () => organization,
  path: "/scopes",
  validateSearch: ({ q, prefix, inactive }: Search): { q?: string; prefix?: string; inactive?: true } =>
    given({ q: shortText(q), prefix: shortText(prefix), inactive: yes(inactive) }),
  component: lazyRouteComponent(() => import("./pages/scopes/scopes-page.tsx"), "ScopesPage"),
});
const newScope = createRoute({
  getParentRoute: () => organization,
  path: "/scopes/new",
  component: lazyRouteComponent(() => import("./pages/scopes/new-page.tsx"), "NewScopePage"),
});
/** The prefix is all before the first colon; the rest may hold slashes and colons. */
const scopeRoute = createRoute({
  getParentRoute: () => organization,
  path: "/scopes/$prefix/$",
  validateSearch: ({ tab, edit, days, q }: Search): { tab?: ScopeTab; edit?: true; days?: UsageDays; q?: string } =>
    given({ tab: oneOf(SCOPE_TABS, tab), edit: yes(edit), days: oneOf(USAGE_DAYS, String(days)), q: shortText(q) }),
  component: lazyRouteComponent(() => import("./pages/scope/scope-page.tsx"), "ScopePage"),
});
const client = createRoute({
  getParentRoute: () => organization,
  path: "/clients/$id",
  validateSearch: ({ tab, outcome }: Search): { tab?: ClientTab; outcome?: Outcome } =>
    given({ tab: oneOf(CLIENT_TABS, tab), outcome: oneOf(OUTCOMES, outcome) }),
  component: lazyRouteComponent(() => import("./pages/client/client-page.tsx"), "ClientPage"),
});
const changeClient = createRoute({
  getParentRoute: () => organization,
  path: "/clients/$id/change",
  component: lazyRouteComponent(() => import("./pages/client/change-page.tsx"), "ChangeClientPage"),
});
const terms = createRoute({
  getParentRoute: () => organization,
  path: "/terms",
  component: lazyRouteComponent(() => import("./pages/terms/terms-page.tsx"), "TermsPage"),
});
const billing = createRoute({
  getParentRoute: () => organization,
  path: "/billing",
  component: lazyRouteComponent(() => import("./pages/billing/billing-page.tsx"), "BillingPage"),
});
const log = createRoute({
  getParentRoute: () => organization,
  path: "/log",
  validateSearch: ({ q, kind, from, to, page }: Search): LogSearch =>
    given({ q: shortText(q), kind: oneOf(AUDIT_KINDS, kind), from: dayText(from), to: dayText(to), page: pageNumber(page) }),
  component: lazyRouteComponent(() => import("./pages/log/log-page.tsx"), "LogPage"),
});
/** Addresses of no page, so that those of an organisation that is not one's own say that first. */
const nothing = createRoute({ getParentRoute: () => organization, path: "/$", component: NotFoundPage });

const operator = createRoute({
  getParentRoute: () => root,
  path: "/operator/$env",
  params: {
    parse: ({ env }) => ({ env: env as EnvironmentName }),
    stringify: ({ env }) => ({ env }),
  },
  beforeLoad: ({ params: { env } }) => {
    if (!ENVIRONMENTS.includes(env)) throw notFound();
  },
  component: OperatorLayout,
});
const queue = createRoute({
  getParentRoute: () => operator,
  path: "/prefix-applications",
  validateSearch: ({ view }: Search): { view?: "decided" } => given({ view: oneOf(["decided"] as const, view) }),
  component: lazyRouteComponent(() => import("./pages/operator/applications-page.tsx"), "ApplicationsPage"),
});
const organizationList = createRoute({
  getParentRoute: () => operator,
  path: "/organizations",
  validateSearch: ({ q }: Search): { q?: string } => given({ q: typeof q === "string" && q !== "" ? q.slice(0, 100) : undefined }),
  component: lazyRouteComponent(() => import("./pages/operator/organization-list-page.tsx"), "OrganizationListPage"),
});
const oneOrganization = createRoute({
  getParentRoute: () => operator,
  path: "/organizations/$number",
  component: lazyRouteComponent(() => import("./pages/operator/one-organization-page.tsx"), "OneOrganizationPage"),
});
const trace = createRoute({
  getParentRoute: () => operator,
  path: "/trace",
  component: lazyRouteComponent(() => import("./pages/operator/trace-page.tsx"), "TracePage"),
});
const mails = createRoute({
  getParentRoute: () => operator,
  path: "/mails",
  component: lazyRouteComponent(() => import("./pages/operator/mails-page.tsx"), "MailsPage"),
});
const operatorNotices = createRoute({
  getParentRoute: () => operator,
  path: "/notices",
  component: lazyRouteComponent(() => import("./pages/operator/notices-page.tsx"), "OperatorNoticesPage"),
});
const newNotice = createRoute({
  getParentRoute: () => operator,
  path: "/notices/new",
  component: lazyRouteComponent(() => import("./pages/operator/new-notice-page.tsx"), "NewNoticePage"),
});
const statistics = createRoute({
  getParentRoute: () => operator,
  path: "/statistics",
  validateSearch: ({ tab, days, month }: Search): { tab?: StatisticsTab; days?: UsageDays; month?: string } =>
    given({ tab: oneOf(STATISTICS_TABS, tab), days: oneOf(USAGE_DAYS, String(days)), month: monthText(month) }),
  component: lazyRouteComponent(() => import("./pages/operator/statistics-page.tsx"), "StatisticsPage"),
});
const nothingOfOperator = createRoute({ getParentRoute: () => operator, path: "/$", component: NotFoundPage });

const routeTree = root.addChildren([
  front,
  mine,
  operator.addChildren([queue, organizationList, oneOrganization, trace, mails, operatorNotices, newNotice, statistics, nothingOfOperator]),
  help,
  guide,
  environment.addChildren([
    notices,
    beforeOrganization.addChildren([organizations, ask]),
    organization.addChildren([
      home,
      peopleRoute,
      personRoute,
      give,
      requests,
      decide,
      clients,
      newClient,
      accesses,
      catalogue,
      prefixesRoute,
      applyForPrefix,
      scopesRoute,
      newScope,
      scopeRoute,
      client,
      changeClient,
      billing,
      log,
      terms,
      nothing,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree,
  scrollRestoration: true,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  // Plain text in the address (`?q=skole`), as people write it; each route reads what it knows.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (values) => {
    const written = Object.entries(values).flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, String(value)]]));
    return written.length > 0 ? `?${new URLSearchParams(written)}` : "";
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
