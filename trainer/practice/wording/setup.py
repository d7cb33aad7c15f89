"""What are the steps of setting a CoP up called, why does each matter, and what do the guidelines say?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules import PracticeReason
from trainer.practice.rules.guidance import Equipment, Frequency, Guideline, Model, TeamRole
from trainer.practice.rules.setup import Part, Stage, Standing

words_for(
    {
        Part.DOMAIN: _l("What it is about"),
        Part.COMMUNITY: _l("Who it is for"),
        Part.PRACTICE: _l("What members share and make"),
        Part.VISION: _l("Vision, objectives and goals"),
        Part.CONFIDENCE: _l("Keeping confidence"),
        Part.SHAPE: _l("Shape of the CoP"),
        Part.FACILITATION: _l("How you facilitate"),
        Part.RHYTHM: _l("How often it meets"),
        Part.PLACE: _l("Place or platform"),
        Part.ROOM: _l("Room check for hybrid sessions"),
        Part.TYPICAL: _l("A typical session"),
        Part.CHARTER: _l("Charter, sent and approved"),
        Part.FLYER: _l("Flyer"),
        Part.INVITATIONS: _l("Invitations"),
        Part.WELCOME: _l("Welcome mail"),
        Part.STRENGTHS: _l("Strengths of members"),
        Part.JOURNALS: _l("A journal for every member"),
        Part.DATES: _l("Dates of the sessions"),
    }
)
words_for(
    {
        Stage.IDEA: _l("The idea"),
        Stage.WAY: _l("The way you meet"),
        Stage.PEOPLE: _l("The people"),
    }
)
words_for(
    {
        Standing.NOT_STARTED: _l("Not started"),
        Standing.STARTED: _l("Started"),
        Standing.WAITING: _l("Waiting"),
        Standing.DONE: _l("Done"),
        Standing.NOT_NEEDED: _l("Not needed"),
    }
)

WHY = {
    Part.DOMAIN: _l("One question that people lie awake over brings more of them than a topic from a list."),
    Part.COMMUNITY: _l("When you know whom you would miss, you know whom to ask first."),
    Part.PRACTICE: _l("People come back to a group in which something grows that they can use."),
    Part.VISION: _l("Say what you hope will be different, and you can notice when it is."),
    Part.CONFIDENCE: _l(
        "People say what they do not know only where it stays. Think about your words before the first session."
    ),
    Part.SHAPE: _l("A shape that others have tried saves you questions. Nothing in it binds you."),
    Part.FACILITATION: _l("Time that nobody agreed to is missing in the third month."),
    Part.RHYTHM: _l("A rhythm that is kept is worth more than a full calendar."),
    Part.PLACE: _l("Somebody who has never been there should find you with your words alone."),
    Part.ROOM: _l("Whoever joins online sees and hears only what the room sends."),
    Part.TYPICAL: _l("Members feel at home when they know what comes after the opening."),
    Part.CHARTER: _l(
        "A session counts only when the charter was approved before it began, so send it early."
    ),
    Part.FLYER: _l("One page to pin up, to send, to read aloud."),
    Part.INVITATIONS: _l("Ask those closest to you first, in person; then ask them whom they would bring."),
    Part.WELCOME: _l(
        "On the day somebody says yes, they learn when, where, where to park and what to bring."
    ),
    Part.STRENGTHS: _l("Write down what each person is good at, and ask them for it."),
    Part.JOURNALS: _l("Members write for themselves. Nobody collects it."),
    Part.DATES: _l("With dates in the calendar, people can say yes."),
}
"""One sentence from the host: why this step, shown when it comes next."""

words_for(
    {
        Model.GROWING_TOGETHER: _l("Growing Together"),
        Model.CORE: _l("Teams of schools (CORE)"),
        Model.BC: _l("Early childhood educators (BC)"),
        Model.SCHOOL_YEAR: _l("Half days in the school year"),
        Model.OWN: _l("A shape of our own"),
    }
)
MODEL_HINTS = {
    Model.GROWING_TOGETHER.value: _l(
        "Meets at least once a month, in person, online or both, for as long as members find it worth their time."
    ),
    Model.CORE.value: _l(
        "Two to four teams of four to seven people, each with teachers who try things, a note taker and "
        "somebody who can decide; one facilitator who belongs to no team."
    ),
    Model.BC.value: _l(
        "Up to 20 educators, shared values from the first session on, a journal for everybody, a talk with "
        "your mentor after each session."
    ),
    Model.SCHOOL_YEAR.value: _l(
        "Two to four half days in a school year; at least every other one is for everybody."
    ),
    Model.OWN.value: _l("You decide. Meeting at least once a month is still good advice."),
}
words_for(
    {
        Frequency.WEEKLY: _l("Every week"),
        Frequency.FORTNIGHTLY: _l("Every two weeks"),
        Frequency.MONTHLY: _l("Once a month"),
        Frequency.BIMONTHLY: _l("Every two months"),
        Frequency.YEARLY_FEW: _l("A few times in the school year"),
        Frequency.OPEN: _l("Whenever we agree on a date"),
    }
)
words_for(
    {
        TeamRole.IMPLEMENTING: _l("Implementing teacher"),
        TeamRole.OBSERVER: _l("Observer"),
        TeamRole.NOTE_TAKER: _l("Note taker"),
        TeamRole.DECISION_MAKER: _l("Site decision maker"),
    }
)
words_for(
    {
        Equipment.WHOLE_ROOM: _l("A camera and a microphone that serve the whole room"),
        Equipment.SINGLE_LAPTOP: _l("A single laptop"),
    }
)
words_for(
    {
        Guideline.NO_MODEL: _l("No shape is chosen yet."),
        Guideline.FEW_MEMBERS: _l("Members so far: %(count)s. A CoP needs at least %(least)s."),
        Guideline.MANY_MEMBERS: _l(
            "Members: %(count)s. In this shape, up to %(most)s is good advice: everybody should be able to speak."
        ),
        Guideline.RARE: _l("You chose “%(frequency)s”. At least once a month keeps people together."),
        Guideline.FEW_TEAMS: _l("Teams: %(count)s. This shape needs at least %(least)s."),
        Guideline.MANY_TEAMS: _l("Teams: %(count)s. Up to %(most)s can hear each other."),
        Guideline.SMALL_TEAM: _l("Fewer than %(least)s people in: %(names)s."),
        Guideline.LARGE_TEAM: _l("More than %(most)s people in: %(names)s."),
        Guideline.WITHOUT_TEAM: _l("Members in no team: %(count)s."),
        Guideline.NO_TEACHER: _l("No implementing teacher in: %(names)s."),
        Guideline.NO_NOTE_TAKER: _l("No note taker in: %(names)s."),
        Guideline.NO_DECISION_MAKER: _l("Nobody who can decide for their site in: %(names)s."),
        Guideline.NO_DEDICATED: _l(
            "Every facilitator is in a team as well. At least one should belong to none."
        ),
        Guideline.NO_COMMONALITY: _l("It does not say what the teams have in common."),
        Guideline.FEW_SESSIONS: _l("Sessions in the year: %(count)s. At least %(least)s keep the thread."),
        Guideline.MANY_SESSIONS: _l(
            "Sessions in the year: %(count)s. This shape has up to %(most)s; with more, choose a monthly shape."
        ),
        Guideline.SHORT_SESSIONS: _l("%(count)s minutes. Half a day is at least %(least)s."),
        Guideline.FEW_MANDATORY: _l(
            "%(count)s of %(of)s sessions are for everybody. At least every other one should be."
        ),
        Guideline.ROOM_UNCHECKED: _l("The room for hybrid sessions has not been checked."),
        Guideline.SINGLE_LAPTOP: _l(
            "A single laptop does not show the whole room: people online see one face and hear half of "
            "what is said, so they fall silent. Bring a camera and a microphone that serve everybody, or "
            "meet in one way only."
        ),
    }
)
MORE = (
    ("practice.teams", _l("Teams"), _l("Who is in which team, and with which role.")),
    (
        "practice.venues",
        _l("Places in your area"),
        _l("Where you can meet, what else there is, where you could go."),
    ),
    (
        "practice.papers",
        _l("Papers to hand over"),
        _l(
            "Contract activity description, two-year plan, reports to a council, and the proof that they arrived."
        ),
    ),
    ("practice.guidelines", _l("Guidelines"), _l("Where your CoP differs from its shape, and why.")),
    (
        "practice.keeping",
        _l("Keep it, or hand it on"),
        _l("Pause, go on, close, or offer your CoP to a successor."),
    ),
)
"""What else belongs to a CoP: page, name, what it is for."""

words_for({PracticeReason.RATIONALE_MISSING: _l("Write why you do it otherwise.")})

names_for(
    "action",
    {
        "cop_setup.save": _l("Saved a step of setting a CoP up"),
        "cop.choose_model": _l("Chose the shape of a CoP"),
        "cop.explain": _l("Said why a CoP differs from a guideline"),
    },
)
