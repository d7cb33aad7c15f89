"""Who has a place? Registration, waitlist, offer of a place, whole teams, and the publishing of a revision."""
