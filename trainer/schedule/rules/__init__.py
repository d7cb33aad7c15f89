"""When may an offering be drafted, changed, published, and what has changed? kinds, plan, changes, standing."""
