"""From the outbox to public files: places, tree, signature, publication."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from pendopo.ledger.actions import advance, append, repair
from pendopo.ledger.domain import merkle, tiles
from pendopo.ledger.domain.checkpoint import open_checkpoint
from pendopo.ledger.domain.proof_file import parse_proof_file, verify_proof_file
from pendopo.ledger.files import Archive
from pendopo.ledger.queries import proof_of, states

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(tmp_path):
    return Archive("mpp.example.go.id", tmp_path / "data", tmp_path / "memory")


def taken(number):
    return {"t": "ticket.taken/1", "service": 1, "d": "2026-11-23", "m": number % 1440, "c": f"{number:064x}"}


def add(*numbers):
    with transaction.atomic():
        append("layanan", [taken(number) for number in numbers])


def published(archive, log="layanan"):
    """The published entries, after everything about them was checked with public files and the key alone."""
    folder = archive.public(log)
    checkpoint, _ = open_checkpoint((folder / "checkpoint").read_bytes(), archive.signer(log).verifier)
    leaves = []
    for index, width in tiles.bundles_of(checkpoint.size):
        leaves += tiles.decode_bundle((folder / tiles.entries_path(index, width)).read_bytes(), width)
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    expected = tiles.grow(0, [], hashes)
    for level, index, width in tiles.tiles_of(checkpoint.size):
        assert (folder / tiles.tile_path(level, index, width)).read_bytes() == expected[level, index]
    assert merkle.root(hashes) == checkpoint.root
    return [json.loads(leaf) for leaf in leaves]


def test_entries_become_public_in_the_order_of_the_outbox(archive):
    add(*range(700))
    assert advance("layanan", archive, NOW).entries == 700
    add(700, 701)
    done = advance("layanan", archive, NOW)
    assert (done.entries, done.size, done.halted) == (2, 702, "")
    assert published(archive) == [taken(number) for number in range(702)]


def test_a_log_without_entries_has_a_checkpoint_too(archive):
    assert advance("spbe", archive, NOW).size == 0
    assert published(archive, "spbe") == []
    assert (archive.public("spbe") / "vkey").read_text().startswith("mpp.example.go.id/log/spbe+")


def test_a_round_without_news_changes_nothing(archive):
    add(1)
    advance("layanan", archive, NOW)
    before = (archive.public("layanan") / "checkpoint").read_bytes()
    assert advance("layanan", archive, NOW).entries == 0
    assert (archive.public("layanan") / "checkpoint").read_bytes() == before


def test_lost_public_files_are_written_again(archive):
    add(*range(300))
    advance("layanan", archive, NOW)
    (archive.public("layanan") / "checkpoint").unlink()
    (archive.public("layanan") / "tile" / "0" / "000").unlink()
    advance("layanan", archive, NOW)
    assert len(published(archive)) == 300


def test_every_entry_has_a_proof_for_its_holder(archive):
    add(*range(300))
    advance("layanan", archive, NOW)
    verifier = archive.signer("layanan").verifier
    for number in (0, 255, 256, 299):
        leaf = tiles.decode_bundle((archive.public("layanan") / "tile/entries/000").read_bytes(), 256)[
            min(number, 255)
        ]
        proof = proof_of("layanan", merkle.leaf_hash(leaf))
        checkpoint, _ = verify_proof_file(parse_proof_file(proof.text), verifier)
        assert checkpoint.size == 300
    assert proof_of("layanan", b"\0" * 32) is None


@pytest.mark.parametrize("table", ["ledger_leaf", "ledger_tree_head", "ledger_tile"])
def test_the_database_refuses_to_delete_from_a_log(archive, table):
    add(1)
    advance("layanan", archive, NOW)
    with pytest.raises(Exception, match="the public record only grows"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_the_database_refuses_to_change_an_entry(archive):
    add(1)
    advance("layanan", archive, NOW)
    with pytest.raises(Exception, match="the public record only grows"), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_leaf SET leaf = 'x'")


def as_superuser(*statements):
    """What somebody does who may switch triggers off."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)


def forget_after(size):
    """What an older backup does not know: everything from entry `size` on, back in the outbox."""
    as_superuser(
        f"INSERT INTO ledger_outbox (log, leaf) SELECT log, leaf FROM ledger_leaf WHERE place >= {size} ORDER BY place",
        f"DELETE FROM ledger_leaf WHERE place >= {size}",
        f"DELETE FROM ledger_tree_head WHERE size > {size}",
        "DELETE FROM ledger_tile WHERE level > 0 OR index > 0",
        f"UPDATE ledger_tile SET hashes = substr(hashes, 1, {size * 32})",
    )


def test_after_an_old_backup_nothing_is_signed_and_the_reason_says_how_to_repair(archive):
    add(*range(5))
    advance("layanan", archive, NOW)
    add(*range(5, 9))
    advance("layanan", archive, NOW)
    before = (archive.public("layanan") / "checkpoint").read_bytes()
    forget_after(5)
    add(99)
    done = advance("layanan", archive, NOW)
    assert "9 entries" in done.halted
    assert "./pendopo ledger repair layanan" in done.halted
    assert (archive.public("layanan") / "checkpoint").read_bytes() == before
    state = next(one for one in states() if one.log == "layanan")
    assert (state.size, state.waiting, state.halted) == (5, 5, done.halted)


def test_a_log_repairs_itself_from_its_public_files(archive):
    add(*range(5))
    advance("layanan", archive, NOW)
    add(*range(5, 9))
    advance("layanan", archive, NOW)
    forget_after(5)
    add(99)
    assert advance("layanan", archive, NOW).halted
    assert repair("layanan", archive) == 4
    done = advance("layanan", archive, NOW)
    assert (done.halted, done.size) == ("", 10)
    assert [one["c"] for one in published(archive)] == [taken(n)["c"] for n in [*range(9), 99]]


def test_a_history_that_was_rewritten_is_not_signed(archive):
    add(*range(5))
    advance("layanan", archive, NOW)
    as_superuser(
        "DELETE FROM ledger_leaf",
        "DELETE FROM ledger_tree_head",
        "DELETE FROM ledger_tile",
        "DELETE FROM ledger_halt",
    )
    add(*range(10, 16))
    # The rewritten tree is even larger than what was signed.
    from pendopo.ledger.actions.integration import integrate

    integrate("layanan")
    assert "another history" in advance("layanan", archive, NOW).halted


def test_a_flipped_bit_in_a_stored_tile_stops_the_log(archive):
    add(*range(5))
    advance("layanan", archive, NOW)
    as_superuser("UPDATE ledger_tile SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)")
    add(6)
    assert advance("layanan", archive, NOW).halted
