"""Who walks beside a trainee? Pair, mentor meeting, shared note, private note."""
