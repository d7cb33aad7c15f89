"""When may an offering be drafted, changed, published, and what has changed? Split by question: kinds, plan, changes."""
