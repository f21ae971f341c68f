import type { Sample } from "./sample.ts";

export const python: Sample = {
  name: "Python",
  // Not token.py: the standard library has a module of that name.
  file: "get_token.py",
  run: "python3 get_token.py",
  install: 'pip install "pyjwt[crypto]" requests',
  lacks: [],
  code: ({ issuer, tokenEndpoint, clientId, kid, alg, scope }) => `import os
import time
import uuid

import jwt
import requests

with open(os.environ.get("KEY", "key.pem")) as file:  # the private key; stays here
    key = file.read()

now = int(time.time())
claims = {
    "aud": ${JSON.stringify(issuer)},
    "iss": ${JSON.stringify(clientId)},
    "scope": ${JSON.stringify(scope)},
    "iat": now,
    "exp": now + 60,
    "jti": str(uuid.uuid4()),
}
assertion = jwt.encode(claims, key, algorithm="${alg}", headers={"kid": ${JSON.stringify(kid)}})

response = requests.post(
    ${JSON.stringify(tokenEndpoint)},
    data={"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion},
    timeout=10,
)
print(response.text)
raise SystemExit(0 if response.ok else 1)
`,
};
