import assert from "node:assert/strict";
import { test } from "node:test";
import { grantClaims, grantOf, plantClient, readAnswer, signJwt, fetchToken, tokenInstallation } from "../test/token-client.ts";

const installation = await tokenInstallation();
const { fetch } = installation;
const GRANT = "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer";
const form = "application/x-www-form-urlencoded";
const post = async (body: BodyInit, headers: Record<string, string> = { "content-type": form }, path = "/test/token") =>
  readAnswer(await fetch(path, { method: "POST", body, headers }));

test("SEC-001 other methods are answered 405 with Allow", async () => {
  for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
    const answer = await readAnswer(await fetch("/test/token", { method }));
    assert.equal(answer.status, 405, method);
    assert.equal(answer.headers.get("allow"), "POST");
    assert.equal(answer.code, "FM-001");
  }
});

test("SEC-001 other content types are answered 415; a charset in either case and any Accept are fine", async () => {
  const planted = await plantClient(installation);
  for (const type of ["application/json", "text/plain", "multipart/form-data; boundary=x", `${form}; charset=iso-8859-1`])
    assert.equal((await post(`${GRANT}&assertion=x`, { "content-type": type })).status, 415, type);
  for (const type of [form, `${form};charset=UTF-8`, `${form}; charset=utf-8`, `${form.toUpperCase()}; CHARSET="utf-8"`]) {
    const answer = await post(`assertion=${grantOf(planted)}&${GRANT}`, { "content-type": type, accept: "text/html, image/gif, *; q=.2" });
    assert.equal(answer.status, 200, type);
    assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
  }
});

test("SEC-001 SEC-006 parameters in the address are refused, and taken only by setting", async () => {
  const planted = await plantClient(installation);
  const query = `?${GRANT}&assertion=${grantOf(planted)}`;
  assert.equal((await post("", undefined, `/test/token${query}`)).code, "FM-007");
  assert.equal((await post(`assertion=${grantOf(planted)}`, undefined, `/test/token?${GRANT}`)).code, "FM-007");
  const lenient = await tokenInstallation((settings) => (settings.environments.test.acceptQueryParameters = true));
  const there = await plantClient(lenient);
  assert.equal((await lenient.fetch(`/test/token?${GRANT}&assertion=${grantOf(there)}`, { method: "POST" })).status, 200);
  const both = await lenient.fetch(`/test/token?${GRANT}`, { method: "POST", body: new URLSearchParams({ grant_type: "x" }) });
  assert.equal((await readAnswer(both)).code, "FM-006");
});

test("SEC-002 a known parameter twice is refused, an empty one is absent, unknown ones are ignored", async () => {
  const planted = await plantClient(installation);
  const assertion = `assertion=${grantOf(planted)}`;
  assert.equal((await post(`${GRANT}&${GRANT}&${assertion}`)).code, "FM-006");
  assert.equal((await post(`${GRANT}&${assertion}&${assertion}`)).code, "FM-006");
  assert.equal((await post(`${GRANT}&${assertion}&assertion=`)).code, "FM-006");
  assert.equal((await post(`grant_type=&${assertion}`)).code, "FM-008");
  assert.equal((await post(`${GRANT}&assertion=`)).code, "FM-010");
  assert.equal((await post(GRANT)).code, "FM-010");
  assert.equal((await post("")).code, "FM-008");
  assert.equal((await post(`client_id=a&client_id=b&scope=x:y&${GRANT}&${assertion}`)).status, 200);
});

test("SEC-052 a thousand parameters are taken, one more is not", async () => {
  const planted = await plantClient(installation);
  const withMore = (count: number) => post(`${GRANT}&assertion=${grantOf(planted)}${"&a=".repeat(count)}`);
  assert.equal((await withMore(998)).status, 200);
  const { status, code } = await withMore(999);
  assert.deepEqual([status, code], [400, "FM-005"]);
});

test("colons of the grant type may be encoded", async () => {
  const planted = await plantClient(installation);
  assert.equal((await post(`grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${grantOf(planted)}`)).status, 200);
});

test("SEC-003 an encoded body is refused, and so is one over 64 KiB, with and without its length", async () => {
  assert.equal((await post("x", { "content-type": form, "content-encoding": "gzip" })).status, 415);
  assert.equal((await post(`${GRANT}&assertion=${"a".repeat(64 * 1024)}`)).status, 413);
  const stream = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 70; i++) controller.enqueue(new Uint8Array(1024).fill(97));
      controller.close();
    },
  });
  const answer = await readAnswer(
    await fetch("/test/token", { method: "POST", body: stream, headers: { "content-type": form }, duplex: "half" } as RequestInit),
  );
  assert.equal(answer.status, 413);
});

test("SEC-004 bad percent-encoding and bad UTF-8 are errors, not repaired", async () => {
  for (const body of [
    `${GRANT}&assertion=%`,
    `${GRANT}&assertion=%zz`,
    `${GRANT}&assertion=%ff`,
    `${GRANT}&x=%C3`,
    Buffer.from(`${GRANT}&assertion=\xff`, "latin1"),
  ])
    assert.equal((await post(body)).code, "FM-005", String(body));
});

test("SEC-005 another grant type is unsupported_grant_type", async () => {
  const answer = await post("grant_type=client_credentials&assertion=x");
  assert.deepEqual([answer.status, answer.body.error, answer.code], [400, "unsupported_grant_type", "FM-009"]);
});

test("SEC-010 only a JWS in compact form of canonical base64url", async () => {
  const planted = await plantClient(installation);
  const good = grantOf(planted);
  const [head, body, signature] = good.split(".") as [string, string, string];
  const padded = Buffer.from(signature, "base64url").toString("base64");
  for (const [says, text] of [
    ["garbage", "x"],
    ["two parts", `${head}.${body}`],
    ["an empty signature", `${head}.${body}.`],
    ["an empty header", `.${body}.${signature}`],
    ["five parts (JWE)", `${good}.a.b`],
    ["padding", `${head}.${body}.${padded}`],
    ["white space", ` ${good}`],
    ["a line break", `${head}.${body}\n.${signature}`],
    ["JSON", JSON.stringify({ payload: body, protected: head, signature })],
    [
      "bits that do not belong",
      `${head}.${body}.${signature.slice(0, -1)}${signature.endsWith("A") ? "B" : String.fromCharCode(signature.charCodeAt(signature.length - 1) + 1)}`,
    ],
  ] as const) {
    const answer = await fetchToken(installation, text);
    assert.equal(answer.status, 400, says);
    assert.equal(answer.code, "MP-011", says);
  }
  assert.equal((await fetchToken(installation, good)).status, 200, "untouched, it is good");
});

test("SEC-014 crit, and headers or claims that are not one JSON object, are refused", async () => {
  const planted = await plantClient(installation);
  const header = { alg: "RS256", kid: planted.key.kid };
  const claims = grantClaims(planted);
  for (const [says, text] of [
    ["crit", signJwt({ ...header, crit: ["b64"], b64: false }, claims, planted.key)],
    ["header a list", signJwt(JSON.stringify([header]), claims, planted.key)],
    ["claims a list", signJwt(header, JSON.stringify([claims]), planted.key)],
    ["claims a text", signJwt(header, '"x"', planted.key)],
    ["claims null", signJwt(header, "null", planted.key)],
    ["claims two objects", signJwt(header, `${JSON.stringify(claims)}{}`, planted.key)],
  ] as const)
    assert.equal((await fetchToken(installation, text)).code, "MP-011", says);
});

test("SEC-015 white space in JSON is fine, of a name twice the last counts, and names of the prototype are no claims", async () => {
  const planted = await plantClient(installation);
  const header = { alg: "RS256", kid: planted.key.kid, typ: "JWT" };
  const spaced = JSON.stringify(grantClaims(planted), null, 2).replaceAll("\n", "\r\n");
  assert.equal((await fetchToken(installation, signJwt(header, spaced, planted.key))).status, 200);
  const twice = `{"scope":"none:such",${JSON.stringify(grantClaims(planted)).slice(1)}`;
  assert.equal((await fetchToken(installation, signJwt(header, twice, planted.key))).status, 200);
  const proto = JSON.stringify({ ...grantClaims(planted), scope: undefined }).replace("{", `{"__proto__":{"scope":"${planted.scope}"},`);
  assert.equal((await fetchToken(installation, signJwt(header, proto, planted.key))).code, "FM-200");
});

test("SEC-026 a token with another job is no grant, and an access token of ours neither", async () => {
  const planted = await plantClient(installation);
  for (const typ of ["at+jwt", "dpop+jwt", "application/at+jwt", "DPoP+JWT"])
    assert.equal((await fetchToken(installation, grantOf(planted, {}, { typ }))).code, "MP-011", typ);
  const { body } = await fetchToken(installation, grantOf(planted));
  assert.equal((await fetchToken(installation, String(body.access_token))).code, "MP-100");
});

test("taken without complaint: nbf, sub, typ, unknown claims, no jti, ten seconds of life", async () => {
  const planted = await plantClient(installation);
  const now = Math.floor(Date.now() / 1000);
  for (const change of [{ nbf: now }, { sub: planted.clientId }, { foo: { bar: 1 } }, { jti: undefined }, { exp: now + 10 }, { iat: now - 12, exp: now + 60 }])
    assert.equal((await fetchToken(installation, grantOf(planted, change, { typ: "JWT", cty: "x" }))).status, 200, JSON.stringify(change));
});
