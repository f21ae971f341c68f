#!/bin/sh
# Gets an access token with what most machines have: curl and openssl.
#   token-with-curl.sh ISSUER CLIENT_ID KID KEY_FILE SCOPE
# Writes the answer and, on a line of its own, the HTTP status. Set GRANT to send that one again.
set -eu
issuer=$1 client_id=$2 kid=$3 key_file=$4 scope=$5

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

token_endpoint=$(curl --silent --show-error --fail "${issuer}.well-known/oauth-authorization-server" | sed -n 's/.*"token_endpoint" *: *"\([^"]*\)".*/\1/p')

if [ -z "${GRANT:-}" ]; then
  now=$(date +%s)
  header=$(printf '{"alg":"RS256","kid":"%s"}' "$kid" | base64url)
  claims=$(base64url <<END
{
  "aud": "$issuer",
  "iss": "$client_id",
  "scope": "$scope",
  "iat": $now,
  "exp": $((now + 120)),
  "jti": "$(openssl rand -hex 16)"
}
END
)
  signature=$(printf '%s.%s' "$header" "$claims" | openssl dgst -sha256 -sign "$key_file" | base64url)
  GRANT="$header.$claims.$signature"
fi
echo "$GRANT" >&2

curl --silent --show-error --write-out '\n%{http_code}\n' \
  --data-urlencode grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer \
  --data-urlencode assertion="$GRANT" \
  "$token_endpoint"
