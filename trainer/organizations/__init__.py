"""Who sends people? Organization, and membership: a person in an organization for a time, confirmed by them."""
