"""Verifies access tokens as an API in Python does: PyJWT, keys from the published key set."""
import json
import sys

import jwt

asked = json.load(sys.stdin)
keys = jwt.PyJWKClient(asked["key_set"])


def verify(token, algorithms):
    key = keys.get_signing_key_from_jwt(token)
    return jwt.decode(token, key.key, algorithms=algorithms, issuer=asked["issuer"], options={"require": ["exp", "iat", "iss"]})


def outcome(token):
    try:
        claims = verify(token, ["RS256"])
    except jwt.PyJWTError as error:
        # A careless API lists more algorithms than it should: the key must still stop what was forged.
        try:
            verify(token, ["RS256", "HS256", "none"])
        except (jwt.PyJWTError, TypeError):
            return {"refused": type(error).__name__}
        return {"taken": "when the API is careless"}
    return {"claims": claims}


json.dump({name: outcome(token) for name, token in asked["tokens"].items()}, sys.stdout)
