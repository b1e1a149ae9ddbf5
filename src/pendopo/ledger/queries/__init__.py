"""What can be read of the public record."""

from pendopo.ledger.queries.rules import Rule, rules
from pendopo.ledger.queries.states import LogState, place_of, proof_of, states, waiting

__all__ = ["LogState", "Rule", "place_of", "proof_of", "rules", "states", "waiting"]
