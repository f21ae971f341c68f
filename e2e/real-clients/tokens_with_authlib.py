"""Gets access tokens as a consumer in Python does: Authlib, in the two ways it offers."""
import json
import sys
import time
import uuid

import jwt
from authlib.integrations.requests_client import AssertionSession, OAuth2Session, OAuthError
from authlib.oauth2 import OAuth2Error

asked = json.load(sys.stdin)
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def grant():
    now = int(time.time())
    claims = {"aud": asked["issuer"], "iss": asked["client_id"], "scope": asked["scope"], "iat": now, "exp": now + 100, "jti": str(uuid.uuid4())}
    return jwt.encode(claims, asked["key"], algorithm="RS256", headers={"kid": asked["kid"]})


def by_oauth2_session(assertion):
    session = OAuth2Session(asked["client_id"])
    try:
        token = session.fetch_token(asked["issuer"] + "token", grant_type=JWT_BEARER, assertion=assertion)
    except OAuthError as error:
        return {"error": error.error, "description": error.description}
    return dict(token)


def assertion_session(**more):
    return AssertionSession(
        token_endpoint=asked["issuer"] + "token",
        issuer=asked["client_id"],
        subject=asked["client_id"],
        audience=asked["issuer"],
        claims={"scope": asked["scope"], "jti": str(uuid.uuid4())},
        header={"alg": "RS256", "kid": asked["kid"]},
        key=asked["key"],
        **more,
    )


def by_assertion_session(**more):
    """Fetches its token by itself, with the first call of the API."""
    session = assertion_session(**more)
    try:
        answer = session.get(asked["api"])
    except OAuth2Error as error:
        return {"error": error.error, "description": error.description}
    return {"status": answer.status_code, "body": answer.json(), "token": dict(session.token)}


first = grant()
json.dump(
    {
        "oauth2_session": by_oauth2_session(first),
        "oauth2_session_again": by_oauth2_session(first),
        "assertion_session": by_assertion_session(expires_in=100),
        "assertion_session_an_hour": by_assertion_session(),
    },
    sys.stdout,
)
