"""Who may see, list, search and take out each kind of private thing? The table, to be read beside domain.md 5.2 and 7.

Each row: what it is; the columns it stands in; who meets it on a page about it, in a list, in a search, and in a file.
Everybody else never meets it, nowhere. The roles are those of somebody's journal and CoP:

own             whoever writes the journal and runs the CoP
co_facilitator  another trainee who runs the CoP beside them
mentor          their mentor now
former_mentor   who was it before
second_reader   another mentor who was asked to read one entry
other_mentor    a mentor of somebody else
other           a trainee with a CoP of their own
administrator   runs the program
employer        coordinates the agency that they work for
trainer         teaches their course
member          a member of the CoP, with the addresses that members are given
council         whoever was handed a paper of the CoP by mail
stranger        anybody
"""

from dataclasses import dataclass

ROLES = (
    "own", "co_facilitator", "mentor", "former_mentor", "second_reader", "other_mentor", "other", "administrator",
    "employer", "trainer", "member", "council", "stranger",
)  # fmt: skip
NEVER = ("employer", "trainer", "other", "other_mentor", "former_mentor", "stranger")
"""Who meets no word of any of these things, whatever the table below might come to say."""


@dataclass(frozen=True)
class Kind:
    """One kind of private thing. `columns`: table.column, for JSON with the path of one text in it."""

    name: str
    columns: tuple[str, ...]
    see: str = ""
    lists: str = ""
    search: str = ""
    export: str = ""

    def readers(self, way: str) -> set[str]:
        """The roles that meet it that way."""
        return set(getattr(self, way).split())


WAYS = ("see", "lists", "search", "export")
TWO = "own mentor"
THREE = "own mentor second_reader"
RUN = "own co_facilitator"
CIRCLE = "own co_facilitator mentor"
OFFICE = "own co_facilitator mentor administrator"

JOURNAL = (
    Kind("journal draft", ("journals_entry.text", "journals_entry.links:[link]"), see="own", export="own"),
    Kind("title of a draft", ("journals_entry.title",), see="own", lists="own", export="own"),
    Kind(
        "entry as handed in", ("journals_submission.text", "journals_submission.beside:title"), see=THREE,
        export="own",
    ),
    Kind(
        "photo beside an entry, in words", ("journals_attachment.caption", "journals_attachment.alt"), see=THREE,
        export="own",
    ),
    Kind(
        "consent to a photo", ("journals_consent.who", "journals_consent.guardian"), see="own",
        lists="own administrator",
    ),
    Kind("draft of an answer to an entry", ("journals_review_draft.typed:saw",)),
    Kind(
        "answer to an entry",
        ("journals_review.saw", "journals_review.question", "journals_review.suggestion"), see=THREE, export="own",
    ),
    Kind(
        "answer before it was corrected",
        (
            "journals_review_version.saw", "journals_review_version.question", "journals_review_version.suggestion",
            "journals_review_version.why",
        ),
        see=THREE, export="own",
    ),
    Kind("private note of a mentor on an entry", ("journals_review.private_note",), see="mentor"),
    Kind("sentence that a mentor likes to begin with", ("journals_beginning.text",), lists="mentor"),
    Kind("why somebody else reads an entry", ("journals_second_reading.why",), see=f"{THREE} administrator"),
    Kind("conversation under an entry", ("messages_post.text",), see=THREE),
    Kind("what is shown of a trace before it was agreed", ("showcase_slide.title", "showcase_slide.words"),
         see="own", lists="own"),
)  # fmt: skip
MENTORING = (
    Kind(
        "shared note and next step of a meeting", ("mentoring_meeting.shared_note", "mentoring_meeting.next_step"),
        see=TWO, lists="own",
    ),
    Kind("private note of a mentor on a meeting", ("mentoring_meeting.private_note",), see="mentor"),
    Kind("link to a meeting", ("mentoring_meeting.link",), see=TWO, lists="own"),
    Kind("what to talk about", ("mentoring_topic.text", "mentoring_topic.links:[address]"), see=TWO),
    Kind("times that were proposed", ("mentoring_proposal.note", "mentoring_proposal.link"), see=TWO),
    Kind("why a mentor changes", ("mentoring_handover.why",), see="own administrator"),
    Kind("what was done about a call for support", ("mentoring_support_step.text",), see=f"{TWO} administrator"),
    Kind("what a debrief says", ("practice_debrief.content:how",), see=TWO),
    Kind("a debrief as its writer prepares it", ("practice_debrief.prepared:how",), see="own"),
)  # fmt: skip
MEMBERS = (
    Kind("name of a member", ("practice_member.name",), see=RUN),
    Kind("address and work of a member", ("practice_member.email", "practice_member.role"), see=RUN),
    Kind("what a member needs to take part", ("practice_access.content:needs",), see=RUN),
    Kind("what a member is good at", ("practice_belonging.strengths",), see=RUN),
    Kind("name of a team", ("practice_team.name",), see=RUN),
    Kind("why a sign-in was changed", ("practice_signin.why",), see=RUN),
    Kind(
        "somebody who was invited",
        (
            "practice_invitation.name", "practice_invitation.how", "practice_invitation.contact",
            "practice_invitation.invited_by", "practice_invitation.note",
        ),
        see=RUN,
    ),
    Kind(
        "what a member says of a session",
        ("practice_feedback.take", "practice_feedback.question", "practice_feedback.easier"), see=RUN,
    ),
    Kind(
        "what a member answers about the health of the CoP",
        ("practice_health_answer.keep", "practice_health_answer.change", "practice_health_answer.story"), see=RUN,
    ),
    Kind(
        "story of a member", ("practice_story.happened", "practice_story.did", "practice_story.changed"), see=RUN
    ),
    Kind("log between sessions", ("practice_touch.about",), see=RUN),
)  # fmt: skip
COP = (
    Kind("agreement about confidence", ("practice_agreement.text",), see=f"{CIRCLE} member"),
    Kind("shared value", ("practice_value.text",), see=CIRCLE),
    Kind("values taken up again", ("practice_revisit.note",)),
    Kind("charter", ("practice_charter.content:hopes",), see=OFFICE),
    Kind("why a domain changed", ("practice_domain_change.why",), see=OFFICE),
    Kind("why a CoP pauses", ("practice_turning.why",), see=OFFICE),
    Kind("why a CoP does otherwise than a guideline", ("practice_deviation.rationale",), see=OFFICE),
    Kind("why a CoP goes on", ("practice_decision.reasons",), see=RUN),
    Kind("step of setting up", ("practice_setup.content:vision",)),
    Kind("place", ("practice_venue.name", "practice_venue.address", "practice_venue.note"), see=RUN),
    Kind("paper about a CoP", ("practice_paper.content:learned",), see=RUN, export=RUN),
    Kind("paper as it was handed over", ("practice_delivery.content:[section]",), see="council", export="council"),
    Kind("whom a paper went to", ("practice_delivery.to_whom",), see=f"{RUN} council"),
    Kind("address that a paper went to", ("practice_delivery.address",), see=RUN),
    Kind("words to a successor", ("practice_handover.words",)),
    Kind("address of a successor", ("practice_handover.email",), see=RUN),
    Kind("purpose and question of a session", ("practice_session.purpose", "practice_session.question"),
         see=CIRCLE, export=RUN),
    Kind(
        "row of a plan",
        (
            "practice_plan_row.activity", "practice_plan_row.who", "practice_plan_row.materials",
            "practice_plan_row.aim",
        ),
        see=CIRCLE, export=RUN,
    ),
    Kind("plan beside its rows", ("practice_plan.content:link_last+access",), see=RUN, export=RUN),
    Kind("note and highlight of a session", ("practice_note.text",), see=RUN),
    Kind("what members look into", ("practice_research.what",), see=RUN),
    Kind("money", ("practice_money.what", "practice_money.giver"), see=RUN, export=RUN),
)  # fmt: skip
INQUIRY = (
    Kind("problem of practice", ("practice_problem.content:statement",), see=CIRCLE),
    Kind(
        "part of a cycle, and its meetings",
        ("practice_cycle_part.content:gather+review+carries", "practice_cycle_meeting.note"), see=CIRCLE,
    ),
    Kind("evidence", ("practice_evidence.what", "practice_evidence.by_role", "practice_evidence.link"), see=CIRCLE),
    Kind(
        "question of a learning agenda",
        ("practice_question.question", "practice_question.finding", "practice_question.change"), see=CIRCLE,
    ),
    Kind("why a CoP inquires otherwise", ("practice_inquiry_year.rationale",), see=CIRCLE),
    Kind(
        "what a cycle decided, shown to the program", ("practice_act_item.text",), lists="administrator",
        search="administrator", export="administrator",
    ),
)  # fmt: skip
KINDS = (*JOURNAL, *MENTORING, *MEMBERS, *COP, *INQUIRY)

CHOSEN = "chosen from a list, no words of anybody"
COUNTED = "numbers and days that were counted"
UNTOLD: dict[str, str] = {
    **dict.fromkeys(
        (
            "journals_attachment.shows",
            "journals_entry.areas",
            "journals_entry.shows",
            "journals_consent.uses",
            "mentoring_profile.languages",
            "mentoring_profile.settings",
            "practice_debrief.competencies",
            "practice_feedback.barriers",
            "practice_member.ages",
            "showcase_slide.photos",
        ),
        CHOSEN,
    ),
    **dict.fromkeys(
        (
            "journals_review_version.levels_then",
            "mentoring_proposal.times",
            "practice_decision.figures",
            "practice_deviation.facts",
            "practice_health_answer.numbers",
            "practice_voices.turns",
        ),
        COUNTED,
    ),
    "practice_cop.name": "how a CoP is called, by the program and to those who are invited",
    "practice_cop.domain": "what a CoP is about, on its flyer",
    "practice_domain_change.before": "what a CoP was about, on an older flyer",
    "practice_domain_change.after": "what a CoP is about, on its flyer",
    "practice_charter.reason": "shown with the charter of which it decides, when it was decided",
    "practice_session.place": "where everybody meets",
    "practice_session.agenda": "the older form of a plan, of which rows are made",
    "practice_cycle.carries": "a copy of what the Act before said, shown in the Plan",
    "practice_mailing.said": "what was sent to members, kept to tell what is new in the next one",
    "practice_deviation.by_name": "who gave a reason, a name",
    "practice_turning.by_name": "who decided, a name",
    "practice_delivery.by_name": "who handed a paper over, a name",
    "practice_delivery.confirmed_by": "who confirmed that it came, a name",
    "messages_post.hidden_why": "about a post that is hidden; there is none here",
    **dict.fromkeys(
        (
            "showcase_proposal.title",
            "showcase_proposal.story",
            "showcase_proposal.needs",
            "showcase_proposal.reason",
        ),
        "made to be read by a committee: the matrix of doors has canaries in them",
    ),
}
"""Columns with words that are not private, or are told elsewhere, each with its reason."""
