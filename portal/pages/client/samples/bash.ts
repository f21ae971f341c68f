import type { Sample, SampleAlgorithm } from "./sample.ts";

/** In single quotes, in which a shell reads nothing. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const SIGN: Record<SampleAlgorithm, string> = {
  RS256: `sign() { printf '%s' "$1" | openssl dgst -sha256 -sign "$KEY" -binary; }`,
  // openssl writes two numbers in DER; a JWT has them side by side.
  ES256: `sign() {
  numbers=$(printf '%s' "$1" | openssl dgst -sha256 -sign "$KEY" -binary | openssl asn1parse -inform DER | awk -F: '/INTEGER/ { print $NF }')
  for number in $numbers; do printf '%64s' "$number"; done | tr ' ' 0 | sed 's/../\\\\x&/g' | { read -r bytes; printf "$bytes"; }
}`,
  EdDSA: `sign() {
  input=$(mktemp)
  printf '%s' "$1" > "$input"
  openssl pkeyutl -sign -rawin -inkey "$KEY" -in "$input"
  rm "$input"
}`,
};

export const bash: Sample = {
  name: "curl",
  file: "get-token.sh",
  run: "bash get-token.sh",
  install: "",
  lacks: [],
  code: ({ issuer, tokenEndpoint, clientId, kid, alg, scope }) => `#!/usr/bin/env bash
set -eu
KEY=\${KEY:-key.pem} # the private key; stays here
CLIENT_ID=${quoted(clientId)}
KID=${quoted(kid)}
SCOPE=${quoted(scope)}
ISSUER=${quoted(issuer)}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
${SIGN[alg]}

now=$(date +%s)
header=$(printf '{"alg":"${alg}","kid":"%s","typ":"JWT"}' "$KID" | base64url)
claims=$(printf '{"aud":"%s","iss":"%s","scope":"%s","iat":%s,"exp":%s,"jti":"%s"}' \\
  "$ISSUER" "$CLIENT_ID" "$SCOPE" "$now" "$((now + 60))" "$(openssl rand -hex 16)" | base64url)
signature=$(sign "$header.$claims" | base64url)

curl --silent --show-error --data-urlencode 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer' \\
  --data-urlencode "assertion=$header.$claims.$signature" \\
  ${quoted(tokenEndpoint)}
`,
};
