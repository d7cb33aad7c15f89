"""Which rooms are there, lowest first? Data for create_app, for the import contract, and for whoever asks every room."""

ROOMS = (
    "accounts",
    "organizations",
    "messages",
    "curriculum",
    "schedule",
    "registration",
    "home",
)
"""The rooms that exist, in the order in which imports may point to the left."""
