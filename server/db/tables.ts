/** The tables as the queries see them; migrations/*.sql make them, and a test holds the two together. */
import type { ColumnType, Generated, GeneratedAlways, Insertable, Selectable } from "kysely";

type Json<T> = ColumnType<T, string, string>;
/** timestamptz(3): a JavaScript Date has no microseconds, and paging by it must lose nothing. */
type Time = ColumnType<Date, Date | string, Date | string>;
type DefaultTime = ColumnType<Date, Date | string | undefined, Date | string>;
type OptionalTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type OptionalText = ColumnType<string | null, string | null | undefined, string | null>;

export type Tables = {
  environment: { env: number; name: string };
  organization: {
    number: number;
    name: string;
    form: Generated<string>;
    parent: ColumnType<number | null, number | null | undefined, number | null>;
    locked_at: OptionalTime;
    lock_reason: OptionalText;
    created_at: DefaultTime;
    updated_at: DefaultTime;
  };
  terms_signature: { organization: number; variant: "public" | "private" | "supplier"; version: string; signed_at: DefaultTime };
  prefix: { env: number; prefix: string; owner: number; likeness: string; active: Generated<boolean>; created_at: DefaultTime; updated_at: DefaultTime };
  scope: {
    env: number;
    id: GeneratedAlways<number>;
    name: string;
    prefix: string;
    subscope: string;
    owner: number;
    description: string;
    long_description: OptionalText;
    translations: ColumnType<Record<string, string>, string | undefined, string>;
    active: Generated<boolean>;
    locked_at: OptionalTime;
    lock_reason: OptionalText;
    usable: GeneratedAlways<boolean>;
    visibility: Generated<"PUBLIC" | "PRIVATE" | "INTERNAL">;
    allowed_integration_types: Generated<string[]>;
    open_to_all: Generated<boolean>;
    delegation_source: OptionalText;
    token_type: Generated<"SELF_CONTAINED" | "OPAQUE">;
    at_max_age: Generated<number>;
    authorization_max_lifetime: Generated<number>;
    requires_user_consent: Generated<boolean>;
    requires_user_authentication: Generated<boolean>;
    requires_pseudonymous_tokens: Generated<boolean>;
    enforced_audience: OptionalText;
    typed_tokens: Generated<boolean>;
    supports_european_businesses: Generated<boolean>;
    protected: Generated<boolean>;
    version: Generated<number>;
    created_at: DefaultTime;
    updated_at: DefaultTime;
  };
  access: {
    env: number;
    id: string;
    scope: number;
    org: number;
    valid_from: DefaultTime;
    valid_to: OptionalTime;
    given_at: DefaultTime;
    reason: OptionalText;
    ended_at: OptionalTime;
    ended_why: ColumnType<"removed" | "expired" | "replaced" | null, undefined, "removed" | "expired" | "replaced">;
  };
  client: {
    env: number;
    id: string;
    org: number;
    name: Generated<string>;
    description: Generated<string>;
    integration_type: Generated<"maskinporten" | "krr">;
    active: Generated<boolean>;
    locked_at: OptionalTime;
    lock_reason: OptionalText;
    owner_locked: Generated<boolean>;
    usable: GeneratedAlways<boolean>;
    access_token_lifetime: Generated<number>;
    accepts_token_endpoint_audience: Generated<boolean>;
    version: Generated<number>;
    keys_version: Generated<number>;
    created_at: DefaultTime;
    updated_at: DefaultTime;
  };
  client_scope: { env: number; client: string; scope: number; added_at: DefaultTime };
  client_key: {
    env: number;
    id: string;
    client: string;
    kid: string;
    jwk: Json<Record<string, unknown>>;
    alg: string;
    pinned: boolean;
    thumbprint: string;
    certificate: Generated<boolean>;
    created_at: DefaultTime;
    updated_at: DefaultTime;
    expires_at: Time;
    last_used_at: OptionalTime;
    ended_at: OptionalTime;
  };
  used_grant: { mark: Buffer; token: string; at: DefaultTime };
  token_issuance: {
    at: Date;
    env: number;
    token: string;
    client: string;
    key: string | null;
    consumer: number;
    supplier: number | null;
    scopes: string;
    exp: number;
    address: string | null;
    xid: Generated<number>;
  };
  token_refusal: {
    at: Date;
    env: number;
    token: string;
    client: string;
    org: number | null;
    code: number;
    detail: string | null;
    scopes: string | null;
    address: string | null;
    xid: Generated<number>;
  };
  token_batch: { writer: string; seq: number; at: DefaultTime; prev: Buffer; hash: Buffer; granted: number; refused: number };
  audit_head: { env: number; seq: number; hash: Buffer };
  audit_entry: { env: number; seq: number; body: string; hash: Buffer; orgs: number[]; at: DefaultTime };
  audit_person: { env: number; seq: number; salt: string; data: Json<Record<string, unknown>> };
  idempotency_key: {
    env: number;
    client: string;
    key: string;
    request_hash: Buffer;
    status: number;
    headers: Json<Record<string, string>>;
    body: string;
    at: DefaultTime;
  };
};

export type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;
export type NewRow<Name extends keyof Tables> = Insertable<Tables[Name]>;
