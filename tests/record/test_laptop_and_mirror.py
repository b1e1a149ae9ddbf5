"""A stranger with a laptop watches a log over HTTP, and keeps a copy: what the log's owner can do to them."""

import json
import threading
from datetime import date

import pytest

from pendopo.ledger.domain import notes
from pendopo.ledger.domain.checkpoint import open_checkpoint
from pendopo.ledger.domain.handover import hand_over
from pendopo.ledger.remote.http import Unreachable
from pendopo.ledger.remote.laptop import Forked, Memory, visit
from pendopo.ledger.remote.log import NotGenuine
from pendopo.ledger.remote.mirror import mirror
from pendopo.project.launcher import ledger_mirror, ledger_witness
from tests.record.paper_log import KEY, leaves, web_server, write_log

US = notes.new_signer("laptop.example/witness", b"w" * 32, notes.COSIGNATURE)
NOW = 1_795_000_000


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def url(folder):
    folder.mkdir()
    with web_server(folder) as address:
        yield address


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path / "ours" / "state.json")


@pytest.mark.parametrize(
    ("old", "new"), [(1, 2), (3, 300), (255, 257), (256, 600), (300, 300), (700, 66_000)]
)
def test_a_log_that_grows_is_cosigned_with_a_proof_made_here(folder, url, memory, old, new):
    write_log(folder, leaves(old))
    assert visit(url, memory, US, NOW).before == 0
    write_log(folder, leaves(new))
    visited = visit(url, memory, US, NOW + 60)
    assert (visited.before, visited.head.checkpoint.size) == (old, new)
    checkpoint, note = open_checkpoint(visited.note, KEY.verifier, [US.verifier])
    assert checkpoint.size == new
    assert [one.seconds for one in note.verified] == [None, NOW + 60]


@pytest.mark.parametrize("entry", [0, 6, 255, 256, 299])
def test_a_changed_entry_under_the_genuine_key_is_a_fork_with_both_notes(folder, url, memory, entry):
    before = write_log(folder, leaves(300))
    visit(url, memory, US, NOW)
    after = write_log(folder, leaves(400, **{f"e{entry}": b"better"}))
    with pytest.raises(Forked) as fork:
        visit(url, memory, US, NOW)
    assert fork.value.notes == (before, after)
    write_log(folder, leaves(400))
    assert visit(url, memory, US, NOW).before == 300


def test_a_shorter_log_and_another_one_of_the_same_size_are_forks(folder, url, memory):
    write_log(folder, leaves(300))
    visit(url, memory, US, NOW)
    write_log(folder, leaves(299))
    with pytest.raises(Forked, match="taken back"):
        visit(url, memory, US, NOW)
    write_log(folder, leaves(300, e7=b"other"))
    with pytest.raises(Forked, match="first 300"):
        visit(url, memory, US, NOW)


def test_another_key_than_the_first_one_is_refused(folder, url, memory):
    write_log(folder, leaves(3))
    visit(url, memory, US, NOW)
    write_log(folder, leaves(4), notes.new_signer(KEY.name, b"t" * 32))
    with pytest.raises(NotGenuine, match="no trusted key"):
        visit(url, memory, US, NOW)
    with pytest.raises(NotGenuine, match="another key"):
        visit(url, memory, US, NOW, notes.new_signer(KEY.name, b"t" * 32).verifier.vkey)


def test_a_partial_tile_that_was_cleaned_away_is_read_from_the_full_one(folder, url, memory):
    write_log(folder, leaves(300))
    note = (folder / "checkpoint").read_text()
    visit(url, memory, US, NOW)
    write_log(folder, leaves(600))
    (folder / "checkpoint").write_text(note)
    for place in folder.rglob("*.p/44"):
        place.unlink()
    assert visit(url, memory, US, NOW).head.checkpoint.size == 300
    assert mirror(url, folder.parent / "copy").head.checkpoint.size == 300


def test_two_visits_at_once_never_forget_what_one_of_them_saw(folder, url, memory):
    write_log(folder, leaves(300))
    both = [threading.Thread(target=visit, args=(url, memory, US, NOW)) for _ in range(8)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert memory.recall()[url]["note"] == (folder / "checkpoint").read_text()


@pytest.mark.parametrize("rubbish", [b"", b"\xff" * 40, b"x" * 70_000, b"a\n1\nAAAA\n\n- b c\n"])
def test_rubbish_in_place_of_a_checkpoint_is_no_checkpoint(folder, url, memory, rubbish):
    write_log(folder, leaves(3))
    (folder / "checkpoint").write_bytes(rubbish)
    with pytest.raises(NotGenuine):
        visit(url, memory, US, NOW)


def test_a_tile_of_another_length_or_none_at_all_is_told(folder, url, memory):
    write_log(folder, leaves(300))
    visit(url, memory, US, NOW)
    write_log(folder, leaves(400))
    tile = next(folder.glob("tile/0/001.p/144"))
    tile.write_bytes(b"short")
    with pytest.raises(NotGenuine):
        visit(url, memory, US, NOW)
    tile.unlink()
    with pytest.raises(Unreachable, match="404"):
        visit(url, memory, US, NOW)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (5, 300), (256, 700), (300, 300), (600, 66_000)])
def test_a_mirror_is_the_log_byte_for_byte(folder, url, tmp_path, old, new):
    copy = tmp_path / "copy"
    if old:
        write_log(folder, leaves(old))
        mirror(url, copy)
    write_log(folder, leaves(new))
    assert mirror(url, copy).before == old
    for place in folder.rglob("*"):
        if place.is_file() and not (old and f".p/{old % 256}" in str(place)):
            assert (copy / place.relative_to(folder)).read_bytes() == place.read_bytes(), place


@pytest.mark.parametrize("entry", [0, 255, 256, 299])
def test_a_mirror_names_the_entry_that_was_changed_and_keeps_the_old_copy(folder, url, tmp_path, entry):
    copy = tmp_path / "copy"
    before = write_log(folder, leaves(300))
    mirror(url, copy)
    after = write_log(folder, leaves(400, **{f"e{entry}": b"better"}))
    with pytest.raises(Forked, match=f"entry {entry} is not what it was") as fork:
        mirror(url, copy)
    assert fork.value.notes == (before, after)
    assert (copy / "checkpoint").read_text() == before


def test_entries_that_do_not_give_the_signed_root_are_refused(folder, url, tmp_path):
    write_log(folder, leaves(300))
    bundle = next(folder.glob("tile/entries/000"))
    bundle.write_bytes(bundle.read_bytes().replace(b'{"n":7}', b'{"n":8}'))
    with pytest.raises(NotGenuine, match="do not give the root"):
        mirror(url, tmp_path / "copy")
    assert not (tmp_path / "copy" / "checkpoint").exists()


def test_a_copy_that_was_changed_here_is_not_blamed_on_the_log(folder, url, tmp_path):
    write_log(folder, leaves(300))
    mirror(url, tmp_path / "copy")
    bundle = tmp_path / "copy" / "tile" / "entries" / "000"
    bundle.write_bytes(bundle.read_bytes().replace(b'{"n":7}', b'{"n":8}'))
    with pytest.raises(NotGenuine, match=r"the copy in .* has been changed") as fault:
        mirror(url, tmp_path / "copy")
    assert not isinstance(fault.value, Forked)


def test_the_verbs_say_what_holds_and_what_does_not(folder, url, tmp_path, capsys):
    words = [
        "--pull",
        url,
        "--state",
        str(tmp_path / "s.json"),
        "--key",
        str(tmp_path / "w.key"),
        "--keep-private",
    ]
    before = write_log(folder, leaves(300))
    assert ledger_witness.run(words) == 0
    assert ledger_mirror.run([url, str(tmp_path / "copy")]) == 0
    said = capsys.readouterr().out
    assert "holds: 300 entries" in said
    assert (tmp_path / "w.key").stat().st_mode & 0o777 == 0o600
    write_log(folder, leaves(400, e7=b"better"))
    assert ledger_witness.run(words) == 1
    assert ledger_mirror.run([url, str(tmp_path / "copy")]) == 1
    assert capsys.readouterr().out.count("DOES NOT HOLD") == 2
    assert before in [place.read_text() for place in tmp_path.glob("evidence-*")]


def test_a_log_that_is_away_is_told_apart_from_one_that_lies(tmp_path, capsys):
    words = [
        "--pull",
        "http://127.0.0.1:9/log/skm",
        "--state",
        str(tmp_path / "s"),
        "--key",
        str(tmp_path / "k"),
    ]
    assert ledger_witness.run(words) == 1
    assert "gave no answer" in capsys.readouterr().out


def test_witness_and_mirror_follow_a_key_that_hands_over(folder, url, memory, tmp_path):
    fresh, copy = notes.new_signer(KEY.name, b"f" * 32), tmp_path / "copy"
    write_log(folder, leaves(3))
    visit(url, memory, US, NOW)
    mirror(url, copy)
    change = hand_over(KEY, fresh, date(2026, 11, 23)).note
    (folder / "keys").write_text(json.dumps([{"place": 3, "note": change}]))
    write_log(folder, leaves(300), fresh)
    for _ in range(2):
        assert visit(url, memory, US, NOW, KEY.verifier.vkey).head.key == fresh.verifier
        assert mirror(url, copy, KEY.verifier.vkey).head.key == fresh.verifier
    assert (copy / "keys").read_text() == (folder / "keys").read_text()
    thief = notes.new_signer(KEY.name, b"t" * 32)
    (folder / "keys").write_text(
        json.dumps([{"place": 3, "note": hand_over(thief, fresh, date(2026, 11, 23)).note}])
    )
    write_log(folder, leaves(301), thief)
    with pytest.raises(NotGenuine):
        visit(url, memory, US, NOW)
    with pytest.raises(NotGenuine):
        mirror(url, copy)


@pytest.mark.parametrize(
    "keys", ["nonsense", "[1]", '[{"place":1}]', '[{"note":"x"}]', '{"a":1}', "[" * 5000]
)
def test_a_list_of_keys_that_cannot_be_read_is_no_error_of_the_program(folder, url, memory, keys):
    write_log(folder, leaves(3))
    visit(url, memory, US, NOW)
    (folder / "keys").write_text(keys)
    write_log(folder, leaves(4), notes.new_signer(KEY.name, b"f" * 32))
    with pytest.raises(NotGenuine):
        visit(url, memory, US, NOW)
