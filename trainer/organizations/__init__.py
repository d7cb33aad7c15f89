"""Who sends people? Organization, and membership: a person in an organization from a day to a day, confirmed by them."""
