"""Who is a person here? Person, account, invitation, grant of a role, and the Actor that a request acts as."""
