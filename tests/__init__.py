"""Which promises does the program keep? One folder per room, and the house as a whole in architecture/."""
