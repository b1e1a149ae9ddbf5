"""The stand-alone verifier against the test vectors of others. Most of them have to be rejected."""

import base64
import json
from pathlib import Path
from types import ModuleType

import pytest

from tests.unit.ledger.vectors import vectors
from tests.unit.verify.small_log import inclusion, root, sha


def hashes(texts: list[str] | None) -> list[bytes]:
    return [base64.b64decode(text) for text in texts or []]


def test_inclusion_proofs_are_accepted_and_rejected_as_they_should(verifier: ModuleType) -> None:
    wrong = []
    for vector in vectors("merkle_inclusion"):
        leaf, root_hash = hashes([vector["leafHash"], vector["root"]])
        try:
            verifier.check_inclusion(
                vector["leafIdx"], vector["treeSize"], leaf, hashes(vector["proof"]), root_hash
            )
            accepted = True
        except verifier.DoesNotHold:
            accepted = False
        wrong += [vector["file"]] if accepted == vector["wantErr"] else []
    assert wrong == []


def test_consistency_proofs_are_accepted_and_rejected_as_they_should(verifier: ModuleType) -> None:
    wrong = []
    for vector in vectors("merkle_consistency"):
        roots = hashes([vector["root1"], vector["root2"]])
        short = any(len(each) != 32 for each in [*roots, *hashes(vector["proof"])])
        try:
            verifier.check_consistency(vector["size1"], vector["size2"], *roots, hashes(vector["proof"]))
            accepted = True
        except verifier.DoesNotHold:
            accepted = False
        # A vector with hashes of 12 bytes, and those from size 0, are accepted upstream. We are stricter.
        stricter = not accepted and (short or vector["size1"] == 0)
        wrong += [vector["file"]] if accepted == vector["wantErr"] and not stricter else []
    assert wrong == []


def test_roots_of_the_first_eight_sizes(verifier: ModuleType) -> None:
    for vector in vectors("merkle_roots"):
        leaves = [bytes.fromhex(text) for text in vector["leaf_inputs_hex"]]
        found = [
            verifier.root_of(map(verifier.leaf_hash, leaves[:size])).hex()
            for size in range(1, len(leaves) + 1)
        ]
        assert found == vector["roots_hex_from_size_1"]


def test_roots_that_everybody_agrees_on(verifier: ModuleType) -> None:
    """RFC 6962: no leaf, the empty leaf, and eight known leaves."""
    known = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [verifier.leaf_hash(bytes.fromhex(text)) for text in known]
    assert verifier.root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaves[0].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert (
        verifier.root_of(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    )


def test_notes_of_others_are_opened(verifier: ModuleType) -> None:
    for name in ("note_c2sp", "note_golang"):
        for vector in vectors(name):
            key = verifier.Key.parse(vector["vkey"])
            note = verifier.Note.parse(vector["note"].encode())
            assert note.signed_by(key) == 0
            with pytest.raises(verifier.DoesNotHold):
                verifier.Note.parse(vector["note"].replace("i", "j", 1).encode()).require(key)
            for bad in vector.get("bad_vkeys", []):
                with pytest.raises(verifier.DoesNotHold, match=r"STEP 1\.2"):
                    verifier.Key.parse(bad)


def test_a_log_of_others_is_audited_at_each_of_its_sizes(verifier: ModuleType, tmp_path: Path) -> None:
    golden = vectors("tessera_log")[0]
    for name, content in golden["files"].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(base64.b64decode(content))
    (tmp_path / "vkey").write_text(golden["vkey"])
    source, asked = verifier.Source(str(tmp_path)), verifier.Asked()
    for size in range(16):
        (tmp_path / "checkpoint").write_bytes((tmp_path / f"checkpoint.{size}").read_bytes())
        point, leaves = verifier.read_log(source, asked)
        verifier.check_tiles(source, leaves)
        assert point.size == size
        assert [leaf.decode() for leaf in leaves] == golden["leaves"][:size]


def test_canonical_form_is_that_of_rfc_8785_inside_our_limits(verifier: ModuleType) -> None:
    for vector in vectors("rfc8785_jcs"):
        try:
            written = verifier.canonical(json.loads(vector["input"]))
        except ValueError:
            continue  # fractions, null, keys that are not ASCII, text that is not NFC
        assert written.decode() == vector["output"]


def test_every_proof_of_every_small_size_holds_and_no_other(verifier: ModuleType) -> None:
    leaves = [b"%d" % number for number in range(70)]
    hashed = [verifier.leaf_hash(leaf) for leaf in leaves]
    for size in range(1, 70):
        whole = root(leaves[:size])
        assert verifier.root_of(hashed[:size]) == whole
        for index in range(size):
            path = inclusion(index, leaves[:size])
            verifier.check_inclusion(index, size, hashed[index], path, whole)
            for other in {(index + 1) % size, size - 1 - index} - {index}:
                with pytest.raises(verifier.DoesNotHold):
                    verifier.check_inclusion(other, size, hashed[index], path, whole)


class Served:
    """A log's tiles from memory, for sizes below 256."""

    def __init__(self, hashed: list[bytes]) -> None:
        self.hashed = hashed

    def tile(self, level: int, index: int, width: int) -> bytes | None:
        return b"".join(self.hashed[:width]) if level == index == 0 else None


def test_every_state_continues_every_earlier_one_and_no_other(verifier: ModuleType) -> None:
    leaves = [b"%d" % number for number in range(70)]
    source = Served([sha(b"\0" + leaf) for leaf in leaves])
    roots = [root(leaves[:size]) for size in range(70)]
    for new in range(1, 70):
        for old in range(1, new + 1):
            path = verifier.prove_consistency(source, old, new)
            verifier.check_consistency(old, new, roots[old], roots[new], path)
            with pytest.raises(verifier.DoesNotHold):
                verifier.check_consistency(old, new, roots[old - 1], roots[new], path)
            with pytest.raises(verifier.DoesNotHold):
                verifier.check_consistency(old, new, roots[old], roots[new], [*path, roots[1]])
