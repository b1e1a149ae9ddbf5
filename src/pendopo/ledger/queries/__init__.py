"""What can be read of the public record."""

from pendopo.ledger.queries.states import LogState, place_of, proof_of, states, waiting

__all__ = ["LogState", "place_of", "proof_of", "states", "waiting"]
