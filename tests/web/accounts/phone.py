"""A phone with an authenticator app: the codes of RFC 6238, computed from the secret on the page."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.test import Client


def code_of(secret: str, shift: int = 0) -> str:
    """The six digits of now, or of `shift` half minutes later."""
    moment = struct.pack(">Q", int(time.time()) // 30 + shift)
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def set_up(browser: Client, afterwards: str = "") -> str:
    """Set the second factor up through the pages, with the code before the present one; the secret."""
    address = "/verifikasi/pasang/" + (f"?next={afterwards}" if afterwards else "")
    page = browser.get(address).content.decode()
    secret = re.search(r'app-secret__text">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    answer = browser.post(address, {"code": code_of(secret, -1)})
    assert answer.status_code == 302, answer.content.decode()
    return secret
