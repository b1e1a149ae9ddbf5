"""Pure rules of the public record: the written form of an entry, its known types, and commitments."""
