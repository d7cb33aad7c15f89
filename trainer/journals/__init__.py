"""What does a trainee write, who may read it, and what does the mentor answer? Entry, submission, review."""
