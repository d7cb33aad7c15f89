"""Who was present, for how long, and what does it count for? Mark, credit, clock hours, training record, transcript."""
