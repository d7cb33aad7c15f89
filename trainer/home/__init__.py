"""What waits for me today? The public home, and one first page per role."""
