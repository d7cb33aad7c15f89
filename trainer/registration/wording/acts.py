"""What are messages and acts of this room called, in logs and trails?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for

names_for(
    "message",
    {
        "registration.confirmed": _l("You are registered"),
        "registration.waitlisted": _l("You are on the waitlist"),
        "registration.offer": _l("A place is offered"),
        "registration.offer_team": _l("Places are offered to a team"),
        "registration.requested": _l("Registration requested"),
        "registration.format": _l("How you take part has changed"),
        "registration.invited": _l("You are invited"),
        "registration.sessions": _l("The sessions you come to have changed"),
        "registration.withdrawn": _l("Registration ended"),
        "registration.claim_accepted": _l("Earlier training accepted"),
        "registration.claim_declined": _l("Earlier training not accepted"),
        "registration.approved": _l("Registration approved"),
        "registration.declined": _l("Registration not approved"),
        "registration.declined_team": _l("Registration not approved, for coordinators"),
        "registration.reserved": _l("Seats are held"),
        "registration.released": _l("Held seats are released"),
        "registration.changed": _l("The schedule has changed"),
        "registration.fixed": _l("It is fixed now"),
        "registration.opens": _l("Registration is open for you"),
        "registration.interest_ended": _l("It will not take place"),
        "registration.changed_team": _l("The schedule has changed, for coordinators"),
    },
)

names_for(
    "action",
    {
        "registration.register": _l("Registered a person"),
        "registration.accept": _l("Accepted an offered place"),
        "registration.cancel": _l("Ended a registration"),
        "registration.terms": _l(
            "A request waits for something else, because the offering asks for something else"
        ),
        "registration.offer": _l("Offered a place"),
        "registration.team": _l("Registered a team"),
        "registration.group_waits": _l("Put a team on the waitlist that comes only all together"),
        "registration.group_accepts": _l("Accepted the places for a whole team"),
        "registration.group_ends": _l("Ended the waiting of a team"),
        "registration.format": _l("Changed between in person and online"),
        "registration.sessions": _l("Chose the sessions of a series"),
        "registration.invite": _l("Invited a person to an offering"),
        "registration.uninvite": _l("Took a person off the list of who is invited"),
        "series.suggest": _l("Suggested a topic"),
        "series.choose": _l("Chose a topic for a session"),
        "series.remove_topic": _l("Took a topic away"),
        "series.add_resource": _l("Added a resource of a session"),
        "series.remove_resource": _l("Took a resource away"),
        "registration.wish": _l("Waits to change between in person and online"),
        "registration.keep": _l("No longer waits to change"),
        "registration.needs": _l("Changed what is needed to take part well"),
        "registration.interest": _l("Asked to hear first"),
        "registration.interest_withdrawn": _l("Took back interest"),
        "registration.interest_opens": _l("Told who asked to hear first that they can register"),
        "registration.outcome": _l("Wrote down what became of a place"),
        "registration.approve": _l("Approved a registration"),
        "registration.substitute": _l("Gave a seat to a colleague"),
        "reservation.make": _l("Reserved seats"),
        "reservation.release": _l("Released reserved seats"),
    },
)
