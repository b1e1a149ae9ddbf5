"""Pure rules of the public record: the written form of an entry, its types, tree, signed notes and proofs."""
