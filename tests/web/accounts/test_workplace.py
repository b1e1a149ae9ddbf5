"""After sign-in everybody sees what they may do, and nothing else."""

import pytest

DOORS = {
    "Buka loket": "/loket/",
    "Buka papan antrean": "/papan/mpp-gajah-mada/",
    "Buka kios": "/kios/mpp-gajah-mada/",
    "Kelola direktori": "/kelola/",
    "Kelola petugas": "/kelola/accounts/account/",
    "Kelola kunci API": "/kelola/accounts/apikey/",
}


@pytest.mark.parametrize(
    ("username", "doors"),
    [
        ("petugas", {"Buka loket", "Buka papan antrean", "Buka kios"}),
        ("penyelia", {"Buka loket", "Buka papan antrean", "Buka kios"}),
        ("penyunting", {"Kelola direktori"}),
        ("kepala", {"Kelola direktori", "Kelola petugas", "Kelola kunci API"}),
        ("baru", set()),
    ],
)
def test_everybody_sees_their_own_doors(at_work, settings, username, doors):
    settings.ENV = settings.ENV | {"PENDOPO_OFFICE": "mpp-gajah-mada"}
    page = at_work(username).get("/ruang-kerja/").content.decode()
    for title, href in DOORS.items():
        assert (f'href="{href}">{title}<' in page) is (title in doors), title


def test_somebody_without_role_is_told_whom_to_ask(at_work):
    assert "belum memiliki peran" in at_work("baru").get("/ruang-kerja/").content.decode()


@pytest.mark.parametrize("username", ["penyunting", "kepala"])
def test_administrators_doors_open(at_work, username):
    browser = at_work(username)
    page = browser.get("/ruang-kerja/").content.decode()
    for title, href in DOORS.items():
        if f">{title}<" in page:
            assert browser.get(href).status_code == 200, title


def test_a_name_with_markup_is_shown_as_text(at_work, person):
    from pendopo.accounts import actions
    from pendopo.kernel.actor import SYSTEM

    browser = at_work("petugas")
    actions.change_account(
        actor=SYSTEM, account_id=person("petugas"), display_name="<b>Sari</b> & Budi", is_active=True
    )
    assert "&lt;b&gt;Sari&lt;/b&gt; &amp; Budi" in browser.get("/ruang-kerja/").content.decode()
