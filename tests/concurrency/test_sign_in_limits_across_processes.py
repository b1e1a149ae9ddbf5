"""Wrong passwords are counted across server processes: several processes give no more attempts than one."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client

from pendopo.accounts import actions
from pendopo.accounts.models import SharedCacheEntry
from pendopo.kernel.actor import Grant, Role

PASSWORD = "tujuh-gajah-menari"

ANOTHER_PROCESS = """
import django, sys
django.setup()
from django.test import Client
answer = Client(SERVER_NAME="localhost").post("/masuk/", {"login": "petugas", "password": sys.argv[1]})
print(answer.status_code, "Terlalu banyak percobaan" in answer.content.decode())
"""


def answer_elsewhere(password: str) -> str:
    """Try this password from a process of its own; returns the status and whether the limit was named."""
    database = connection.settings_dict
    where = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    surroundings = os.environ | {
        "DATABASE_URL": f"postgresql://{database['USER']}:{database['PASSWORD']}@{where}",
        "DJANGO_SETTINGS_MODULE": "pendopo.project.settings",
    }
    command = [sys.executable, "-c", ANOTHER_PROCESS, password]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


@pytest.mark.django_db(transaction=True)
def test_a_name_that_was_tried_too_often_here_is_closed_in_another_process(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    actions.ensure_account(
        username="petugas", display_name="Petugas", password=PASSWORD, grants=(Grant(Role.OFFICER, 1),)
    )
    for _ in range(5):
        answer = Client().post("/masuk/", {"login": "petugas", "password": "salah-satu-dua"})
        assert answer.status_code == 422
    assert answer_elsewhere(PASSWORD) == "422 True"
    SharedCacheEntry.objects.all().delete()
    assert Client().post("/masuk/", {"login": "petugas", "password": PASSWORD}).status_code == 302
