"""Which rooms are there, lowest first? Data for create_app, the import contract, and whoever asks every room."""

ROOMS = (
    "accounts",
    "organizations",
    "messages",
    "curriculum",
    "schedule",
    "registration",
    "attendance",
    "learning",
    "mentoring",
    "practice",
    "journals",
    "showcase",
    "certification",
    "home",
)
"""The rooms that exist, in the order in which imports may point to the left."""
