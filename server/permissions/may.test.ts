import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS, type Action } from "../../vocabulary/actions.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { HELD_RIGHTS, type HeldRight } from "../../vocabulary/rights.ts";
import { effective, type Holder, machineMay, may, mayGive, mayRemove, type Verdict } from "./may.ts";

const MINUTE = 60_000;
const holder = (rights: HeldRight[], change: Partial<Omit<Holder, "rights" | "byKeyRole">> & { byKeyRole?: HeldRight[] } = {}): Holder => ({
  env: "prod",
  level: "high",
  loginAgeMs: MINUTE,
  trustedHere: true,
  ...change,
  rights: new Set(rights),
  byKeyRole: new Set(change.byKeyRole ?? []),
});
const said = (verdict: Verdict): string => (verdict.allowed ? "allowed" : verdict.why);

for (const { says, who, action, answer } of [
  { says: "nothing held", who: holder([]), action: "client.read", answer: "not_representing" },
  { says: "a viewer reads", who: holder(["viewer"]), action: "client.read", answer: "allowed" },
  { says: "a viewer reads the log", who: holder(["viewer"]), action: "audit.read", answer: "allowed" },
  { says: "a viewer changes nothing", who: holder(["viewer"]), action: "client.create", answer: "right_missing" },
  { says: "a client manager", who: holder(["client_manager"]), action: "client.create", answer: "allowed" },
  { says: "a client manager makes no scopes", who: holder(["client_manager"]), action: "scope.write", answer: "right_missing" },
  { says: "an API manager", who: holder(["api_manager"]), action: "scope.write", answer: "allowed" },
  { says: "an API manager gives access", who: holder(["api_manager"]), action: "access.write", answer: "allowed" },
  { says: "an API manager makes no clients", who: holder(["api_manager"]), action: "client.create", answer: "right_missing" },
  { says: "an access manager alone makes no clients", who: holder(["access_manager"]), action: "client.create", answer: "right_missing" },
  { says: "an access manager handles requests", who: holder(["access_manager"]), action: "right_request.decide", answer: "allowed" },
  { says: "a client manager handles no requests", who: holder(["client_manager"]), action: "right_request.decide", answer: "right_missing" },
  { says: "a supplier manager reads", who: holder(["supplier_manager"]), action: "client.read", answer: "allowed" },
  { says: "a supplier manager alone makes no clients", who: holder(["supplier_manager"]), action: "client.create", answer: "right_missing" },
  { says: "a main administrator does everything", who: holder(["main_administrator"]), action: "client.create", answer: "allowed" },
  { says: "a main administrator is not the operator", who: holder(["main_administrator"]), action: "organization.administer", answer: "right_missing" },
  { says: "the operator", who: holder(["platform_operator"]), action: "organization.administer", answer: "allowed" },
  { says: "the operator makes no clients for it", who: holder(["platform_operator"]), action: "client.create", answer: "right_missing" },
  { says: "testing only, in test", who: holder(["test_only"], { env: "test" }), action: "client.create", answer: "allowed" },
  { says: "testing only, in test, scopes", who: holder(["test_only"], { env: "test" }), action: "scope.write", answer: "allowed" },
  { says: "testing only, in production", who: holder(["test_only"]), action: "client.create", answer: "right_missing" },
  { says: "SEC-123 keys with a login of 15 minutes", who: holder(["client_manager"], { loginAgeMs: 15 * MINUTE }), action: "key.change", answer: "allowed" },
  { says: "SEC-123 keys with an older one", who: holder(["client_manager"], { loginAgeMs: 15 * MINUTE + 1 }), action: "key.change", answer: "login_not_fresh" },
  { says: "SEC-123 export with an older one", who: holder(["viewer"], { loginAgeMs: 16 * MINUTE }), action: "audit.export", answer: "login_not_fresh" },
  { says: "an old login without the right", who: holder(["viewer"], { loginAgeMs: 16 * MINUTE }), action: "key.change", answer: "right_missing" },
  { says: "an old login for what needs no fresh one", who: holder(["viewer"], { loginAgeMs: 400 * MINUTE }), action: "client.read", answer: "allowed" },
  {
    says: "SEC-122 level substantial in production",
    who: holder(["client_manager"], { level: "substantial" }),
    action: "client.read",
    answer: "level_too_low",
  },
  { says: "level substantial in test", who: holder(["client_manager"], { level: "substantial", env: "test" }), action: "client.read", answer: "allowed" },
  { says: "level low in test", who: holder(["client_manager"], { level: "low", env: "test" }), action: "client.read", answer: "level_too_low" },
  {
    says: "SEC-086 a login service of the other environment",
    who: holder(["main_administrator"], { trustedHere: false }),
    action: "client.read",
    answer: "login_of_other_environment",
  },
  { says: "a client manager, notification points", who: holder(["client_manager"]), action: "notification_point.change", answer: "allowed" },
  { says: "an API manager, notification points", who: holder(["api_manager"]), action: "notification_point.change", answer: "allowed" },
  { says: "an access manager, notification points", who: holder(["access_manager"]), action: "notification_point.change", answer: "right_missing" },
  { says: "a viewer, notification points", who: holder(["viewer"]), action: "notification_point.read", answer: "allowed" },
  {
    says: "SEC-123 notification points with an older login",
    who: holder(["client_manager"], { loginAgeMs: 16 * MINUTE }),
    action: "notification_point.change",
    answer: "login_not_fresh",
  },
  { says: "an API manager, billing", who: holder(["api_manager"]), action: "billing.change", answer: "allowed" },
  { says: "a client manager, billing", who: holder(["client_manager"]), action: "billing.change", answer: "right_missing" },
  { says: "an API manager, applying for a prefix", who: holder(["api_manager"]), action: "prefix.apply", answer: "allowed" },
  { says: "a main administrator, allotting one", who: holder(["main_administrator"]), action: "prefix.administer", answer: "right_missing" },
  { says: "an API manager, the contact", who: holder(["api_manager"]), action: "provider_contact.change", answer: "allowed" },
  { says: "a client manager, the contact", who: holder(["client_manager"]), action: "provider_contact.change", answer: "right_missing" },
  { says: "a main administrator, the billing of all", who: holder(["main_administrator"]), action: "billing.export", answer: "right_missing" },
  { says: "the operator, notices", who: holder(["platform_operator"]), action: "notice.administer", answer: "allowed" },
  { says: "the operator, mails", who: holder(["platform_operator"]), action: "mail.administer", answer: "allowed" },
  { says: "a main administrator, mails", who: holder(["main_administrator"]), action: "mail.administer", answer: "right_missing" },
] as { says: string; who: Holder; action: Action; answer: string }[])
  test(`${says}: ${action} -> ${answer}`, () => assert.equal(said(may(who, action)), answer));

for (const { says, who, right, answer } of [
  { says: "a client manager gives nothing", who: holder(["client_manager"]), right: "client_manager", answer: "right_missing" },
  { says: "an access manager gives what he or she has", who: holder(["access_manager", "client_manager"]), right: "client_manager", answer: "allowed" },
  { says: "an access manager gives to read", who: holder(["access_manager"]), right: "viewer", answer: "allowed" },
  { says: "an access manager gives nothing else", who: holder(["access_manager", "client_manager"]), right: "api_manager", answer: "right_not_held" },
  { says: "an access manager makes access managers", who: holder(["access_manager"]), right: "access_manager", answer: "allowed" },
  { says: "with an old login", who: holder(["access_manager"], { loginAgeMs: 16 * MINUTE }), right: "access_manager", answer: "login_not_fresh" },
  { says: "with an old login to read", who: holder(["access_manager"], { loginAgeMs: 16 * MINUTE }), right: "viewer", answer: "allowed" },
  { says: "an access manager makes no main administrator", who: holder(["access_manager"]), right: "main_administrator", answer: "right_not_held" },
  { says: "a main administrator gives everything", who: holder(["main_administrator"]), right: "supplier_manager", answer: "allowed" },
  { says: "a main administrator who was given it makes no other", who: holder(["main_administrator"]), right: "main_administrator", answer: "right_not_held" },
  {
    says: "a main administrator by key role makes others",
    who: holder(["main_administrator"], { byKeyRole: ["main_administrator"] }),
    right: "main_administrator",
    answer: "allowed",
  },
  { says: "nobody gives testing only in production", who: holder(["main_administrator"]), right: "test_only", answer: "not_in_this_environment" },
  { says: "a main administrator in test", who: holder(["main_administrator"], { env: "test" }), right: "test_only", answer: "allowed" },
  { says: "a main administrator makes no operator", who: holder(["main_administrator"]), right: "platform_operator", answer: "right_not_held" },
  { says: "an operator makes another", who: holder(["platform_operator"]), right: "platform_operator", answer: "allowed" },
  { says: "an operator gives no other rights", who: holder(["platform_operator"]), right: "client_manager", answer: "right_missing" },
] as { says: string; who: Holder; right: HeldRight; answer: string }[])
  test(`SEC-080 ${says}: ${right} -> ${answer}`, () => assert.equal(said(mayGive(who, right)), answer));

test("everybody may give up a right of his or her own, but only where the login counts", () => {
  for (const right of HELD_RIGHTS) {
    const who = holder([right], { env: "test" });
    assert.equal(said(mayRemove(who, right, true)), "allowed", right);
    assert.equal(said(mayRemove({ ...who, level: "low" }, right, true)), "level_too_low", right);
    assert.equal(said(mayRemove({ ...who, trustedHere: false }, right, true)), "login_of_other_environment", right);
  }
  assert.equal(said(mayRemove(holder(["client_manager"]), "client_manager", false)), "right_missing");
});

test("what is refused for want of a right names rights that open it", () => {
  const everything: EnvironmentName[] = ["test", "prod"];
  for (const env of everything)
    for (const action of ACTIONS) {
      const verdict = may(holder([], { env }), action);
      assert.equal(said(verdict), "not_representing");
      for (const right of HELD_RIGHTS) {
        const refused = may(holder([right], { env }), action);
        if (refused.allowed) continue;
        assert.equal(refused.why, "right_missing", `${action} ${right}`);
        assert.ok(refused.rights!.length > 0);
        for (const better of refused.rights!)
          if (better !== "test_only") assert.equal(said(may(holder([better], { env }), action)), "allowed", `${action} by ${better}`);
      }
    }
});

test("what a right includes", () => {
  const all = (rights: HeldRight[], env: EnvironmentName) => [...effective(new Set(rights), env)].toSorted().join(" ");
  assert.equal(all([], "test"), "");
  assert.equal(all(["platform_operator"], "prod"), "platform_operator");
  assert.equal(all(["main_administrator"], "prod"), "access_manager api_manager client_manager main_administrator supplier_manager viewer");
  assert.equal(all(["main_administrator"], "test"), "access_manager api_manager client_manager main_administrator supplier_manager test_only viewer");
  assert.equal(all(["test_only"], "test"), "api_manager client_manager test_only viewer");
  assert.equal(all(["test_only"], "prod"), "test_only viewer");
});

test("a machine needs one of the scopes of the action, the operator's also its organisation, and never gives rights to people", () => {
  const machine = (scopes: string[], isOperator = false) => ({ scopes: new Set(scopes), isOperator });
  assert.equal(machineMay(machine(["idporten:dcr.read"]), "client.read"), "allowed");
  assert.equal(machineMay(machine(["idporten:dcr.read"]), "client.create"), "scope_missing");
  assert.equal(machineMay(machine(["fullmakt:operator"]), "organization.administer"), "operator_only");
  assert.equal(machineMay(machine(["fullmakt:operator"], true), "organization.administer"), "allowed");
  for (const action of ["right.give", "right.remove", "right_request.decide", "person.read"] as const)
    assert.equal(machineMay(machine(["fullmakt:operator", "idporten:dcr.write", "idporten:scopes.write"], true), action), "not_for_machines");
});
