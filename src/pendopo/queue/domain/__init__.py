"""The rules of the queue: who gets which number, who is called next, what a ticket may become."""
