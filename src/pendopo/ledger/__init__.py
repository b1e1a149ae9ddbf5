"""The public record: the outbox that entries enter in the transaction of the business they tell of."""
