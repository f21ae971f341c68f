/**
 * Who may do what: one table of pure predicates, asked by every route of our own API and told over it (`GET /permissions`), so that a page shows why
 * something is off and who can help.
 */
import type { Action } from "../../vocabulary/actions.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { type Level, LEVEL_OF, reaches } from "../../vocabulary/level.ts";
import { type HeldRight, OPERATOR_RIGHT, type Right } from "../../vocabulary/rights.ts";

/** What is known of somebody who is logged in and acts for an organisation. */
export type Holder = {
  env: EnvironmentName;
  /** Held for the organisation in this environment now, by role or given. */
  rights: ReadonlySet<HeldRight>;
  /** Those of them that follow from a key role of the register. */
  byKeyRole: ReadonlySet<HeldRight>;
  level: Level;
  /** Since the person proved who he or she is, milliseconds. */
  loginAgeMs: number;
  /** Whether the login service that was used is trusted in this environment. */
  trustedHere: boolean;
};

/** What a token tells. */
export type Machine = { scopes: ReadonlySet<string>; isOperator: boolean };

export type WhyNot =
  | "login_of_other_environment"
  | "level_too_low"
  | "not_representing"
  | "right_missing"
  | "right_not_held"
  | "login_not_fresh"
  | "not_in_this_environment";
export type Verdict =
  | { allowed: true }
  | {
      allowed: false;
      why: WhyNot;
      /** Of these, one would be enough. */
      rights?: readonly HeldRight[];
      /** The level that is asked for. */
      level?: Level;
    };

type Policy = {
  /** People who hold one of these; `any`: who holds anything here; `operator`: those who run the installation. */
  people: readonly Right[] | "any" | "operator";
  /** Tokens that carry one of these; none: no machine may. */
  machines: readonly string[];
  /** A machine has to belong to the operator besides. */
  operatorsMachine?: true;
  /** The login must be fresh (SEC-123). */
  fresh?: true;
};

const READ_SCOPES = ["idporten:scopes.read", "idporten:scopes.write"];
const WRITE_SCOPES = ["idporten:scopes.write"];
const READ_CLIENTS = ["idporten:dcr.read", "idporten:dcr.modify", "idporten:dcr.write"];
const CHANGE_CLIENTS = ["idporten:dcr.write", "idporten:dcr.modify"];
const CREATE_CLIENTS = ["idporten:dcr.write"];
/** The scope of the operator's own API. Given to nobody but the operator's organisation. */
export const OPERATOR_SCOPE = "fullmakt:operator";
const ANYTHING = [...READ_CLIENTS, ...READ_SCOPES, OPERATOR_SCOPE];
const OPERATOR: Policy = { people: "operator", machines: [OPERATOR_SCOPE], operatorsMachine: true };

/** Providers' own pages and consumers' own pages are open to read for all who represent the organisation. */
export const POLICIES: Record<Action, Policy> = {
  "organization.read": { people: "any", machines: ANYTHING },
  // Whoever gives something to an organisation has to find it first.
  "organization.find": { people: ["api_manager", "access_manager", "supplier_manager", "client_manager"], machines: [...WRITE_SCOPES, ...CREATE_CLIENTS] },
  "organization.administer": OPERATOR,
  "terms.sign": { people: ["main_administrator"], machines: [], fresh: true },
  "scope.read": { people: "any", machines: READ_SCOPES },
  "scope.look_up": { people: "any", machines: [...READ_SCOPES, ...READ_CLIENTS] },
  "scope.write": { people: ["api_manager"], machines: WRITE_SCOPES },
  "scope.administer": OPERATOR,
  "access.read": { people: "any", machines: READ_SCOPES },
  "access.write": { people: ["api_manager"], machines: WRITE_SCOPES },
  "prefix.read": { people: "any", machines: [...READ_SCOPES, OPERATOR_SCOPE] },
  "prefix.apply": { people: ["api_manager"], machines: WRITE_SCOPES },
  "prefix.administer": OPERATOR,
  "provider_contact.read": { people: "any", machines: READ_SCOPES },
  "provider_contact.change": { people: ["api_manager", "main_administrator"], machines: WRITE_SCOPES },
  // A program has no address to be told of, and proves nothing about people.
  "email_domain.read": { people: "any", machines: [] },
  "email_domain.change": { people: ["main_administrator"], machines: [], fresh: true },
  "client.read": { people: "any", machines: READ_CLIENTS },
  "client.create": { people: ["client_manager"], machines: CREATE_CLIENTS },
  "client.change": { people: ["client_manager"], machines: CHANGE_CLIENTS },
  "client.remove": { people: ["client_manager"], machines: CREATE_CLIENTS },
  "client.administer": OPERATOR,
  "key.read": { people: "any", machines: READ_CLIENTS },
  "key.change": { people: ["client_manager"], machines: CHANGE_CLIENTS, fresh: true },
  "token_request.read": { people: "any", machines: READ_CLIENTS },
  "token_request.read_of_scope": { people: "any", machines: READ_SCOPES },
  "token_request.read_of_others": { people: "any", machines: [...READ_CLIENTS, ...READ_SCOPES] },
  "token_request.explain": { people: "any", machines: [...READ_CLIENTS, OPERATOR_SCOPE] },
  "token_request.look_up": OPERATOR,
  "audit.read": { people: "any", machines: ANYTHING },
  "audit.export": { people: "any", machines: ANYTHING, fresh: true },
  "audit.verify": OPERATOR,
  "signing_key.administer": OPERATOR,
  "person.read": { people: "any", machines: [] },
  "right.give": { people: ["main_administrator", "access_manager"], machines: [] },
  "right.remove": { people: "any", machines: [] },
  "right_request.decide": { people: ["main_administrator", "access_manager"], machines: [] },
  "notification_point.read": { people: "any", machines: [...READ_CLIENTS, ...READ_SCOPES] },
  "notification_point.change": { people: ["api_manager", "client_manager", "main_administrator"], machines: [...CREATE_CLIENTS, ...WRITE_SCOPES], fresh: true },
  "billing.read": { people: "any", machines: [...READ_CLIENTS, ...READ_SCOPES] },
  "billing.change": { people: ["api_manager", "main_administrator"], machines: WRITE_SCOPES },
  "billing.export": OPERATOR,
  "notice.administer": OPERATOR,
  "mail.administer": OPERATOR,
  "statistics.read": OPERATOR,
};

/** How old a login may be for what needs a fresh one: SEC-123. */
export const FRESH_MS = 15 * 60_000;
/** Giving these makes somebody an administrator, which needs a fresh login. */
const ADMINISTRATORS: readonly HeldRight[] = ["main_administrator", "access_manager", OPERATOR_RIGHT];

/** All that is opened by what somebody holds: a main administrator holds every right, and the right for testing holds what can be tested. */
export function effective(rights: ReadonlySet<HeldRight>, env: EnvironmentName): ReadonlySet<HeldRight> {
  const all = new Set(rights);
  const add = (...more: Right[]) => more.forEach((right) => all.add(right));
  if (all.has("main_administrator")) add("access_manager", "api_manager", "client_manager", "supplier_manager");
  if (env === "test" && all.has("test_only")) add("api_manager", "client_manager");
  if (env === "test" && all.has("api_manager") && all.has("client_manager")) add("test_only");
  if ([...all].some((right) => right !== OPERATOR_RIGHT)) add("viewer");
  return all;
}

/** What stands before every right: where and how the person logged in. */
function login({ env, level, trustedHere }: Holder): Verdict | null {
  if (!trustedHere) return { allowed: false, why: "login_of_other_environment" };
  return reaches(level, LEVEL_OF[env]) ? null : { allowed: false, why: "level_too_low", level: LEVEL_OF[env] };
}

const fresh = ({ env, loginAgeMs }: Holder): Verdict =>
  loginAgeMs <= FRESH_MS ? { allowed: true } : { allowed: false, why: "login_not_fresh", level: LEVEL_OF[env] };

/** Whether a person may do something for the organisation that he or she acts for. */
export function may(holder: Holder, action: Action): Verdict {
  const refused = login(holder);
  if (refused) return refused;
  const { people, fresh: mustBeFresh } = POLICIES[action];
  const held = effective(holder.rights, holder.env);
  if (held.size === 0) return { allowed: false, why: "not_representing" };
  const wanted: readonly HeldRight[] = people === "any" ? ["viewer", OPERATOR_RIGHT] : people === "operator" ? [OPERATOR_RIGHT] : people;
  // Who tests only is told so, where that would have been enough.
  const enough =
    holder.env === "test" && wanted.some((right) => right === "api_manager" || right === "client_manager") ? [...wanted, "test_only" as const] : wanted;
  if (!enough.some((right) => held.has(right))) return { allowed: false, why: "right_missing", rights: people === "any" ? ["viewer"] : enough };
  return mustBeFresh ? fresh(holder) : { allowed: true };
}

/**
 * Whether a person may give a right, or take it away (SEC-080): nobody gives more than he or she holds. A main administrator gives everything but his or
 * her own kind, which follows from a key role (altinn.md §5.2: HADM cannot be passed on by who was given it).
 */
export function mayGive(holder: Holder, right: HeldRight): Verdict {
  const general = right === OPERATOR_RIGHT ? (login(holder) ?? { allowed: true }) : may(holder, "right.give");
  if (!general.allowed) return general;
  if (right === "test_only" && holder.env !== "test") return { allowed: false, why: "not_in_this_environment" };
  const held = effective(holder.rights, holder.env);
  const holdsEnough =
    right === OPERATOR_RIGHT
      ? held.has(OPERATOR_RIGHT)
      : right === "main_administrator"
        ? holder.byKeyRole.has("main_administrator")
        : held.has("main_administrator") || (held.has("access_manager") && held.has(right));
  if (!holdsEnough) return { allowed: false, why: "right_not_held", rights: [right] };
  return ADMINISTRATORS.includes(right) ? fresh(holder) : { allowed: true };
}

/** Whether a person may take a right away, or bring it back: who may give it, and everybody his or her own. */
export function mayRemove(holder: Holder, right: HeldRight, isOwn: boolean): Verdict {
  const verdict = mayGive(holder, right);
  return isOwn && !verdict.allowed && verdict.why !== "login_of_other_environment" && verdict.why !== "level_too_low" ? { allowed: true } : verdict;
}

/** Whether a token may. The organisation in it is the one that acts. */
export function machineMay({ scopes, isOperator }: Machine, action: Action): "allowed" | "not_for_machines" | "scope_missing" | "operator_only" {
  const { machines, operatorsMachine } = POLICIES[action];
  if (machines.length === 0) return "not_for_machines";
  if (!machines.some((scope) => scopes.has(scope))) return "scope_missing";
  return operatorsMachine && !isOperator ? "operator_only" : "allowed";
}
