"""Is a trace written once, with what stands beside it, for whom its writer wants, and for a prompt only when asked?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.journals import building
from tests.journals.building import MONDAY, code
from tests.practice import building as practice
from tests.registration.reading import rows, text
from trainer.core.errors import Refused
from trainer.journals import actions, queries, rules
from trainer.journals.models import Entry, Submission
from trainer.journals.rules import (
    Audience,
    Beside,
    EntryKind,
    EntryState,
    Link,
    Place,
    Shows,
    Sort,
    TraceReason,
    WriteReason,
)
from trainer.permissions import Role

KEY = "free:made-on-a-phone-01"
SITE = "https://a.example/x"


def trace(pair, said="I saw it.", *, key=KEY, lock=0, **beside):
    """A trace without a prompt, as a device saves it."""
    return actions.save_draft(
        enrollment=pair.enrollment, prompt_id=key, text=said, lock=lock, by=builders.actor(pair.trainee), now=MONDAY,
        beside=Beside(**beside),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", None), (f"{SITE} What it is\n\nhttps://b.example", None),
        ("http://a.example", TraceReason.LINK_UNSAFE), ("javascript:alert(1)", TraceReason.LINK_UNSAFE),
        ("https://nowhere", TraceReason.LINK_UNSAFE), ("a site", TraceReason.LINK_UNSAFE),
        (f"{SITE}{'x' * rules.traces.MOST_ADDRESS}", TraceReason.LINK_UNSAFE),
        (f"{SITE}\n{SITE} again", TraceReason.LINK_TWICE),
        ("\n".join(f"https://a{n}.example" for n in range(13)), TraceReason.TOO_MANY_LINKS),
    ],
)  # fmt: skip
def test_links_are_whole_and_safe(typed, reason):
    links = rules.links_of(typed)
    problem = rules.problem_of_links(links)
    assert (problem[0] if problem else None) is reason
    assert rules.links_of(rules.as_lines(links)) == links


@pytest.mark.parametrize(
    ("before", "after", "read", "reason"),
    [
        (Audience.MENTOR, Audience.ONLY_ME, False, None),
        (Audience.MENTOR, Audience.ONLY_ME, True, TraceReason.HANDED_IN),
        (Audience.ONLY_ME, Audience.MENTOR, True, None),
        (Audience.MENTOR, Audience.MENTOR, True, None),
    ],
)
def test_the_audience_is_narrowed_before_somebody_has_read(before, after, read, reason):
    assert rules.why_not_change_audience(before=before, after=after, read_by_others=read) is reason


@pytest.mark.parametrize(
    ("prompt", "state", "asked", "taken", "reason"),
    [
        (KEY, EntryState.DRAFT, EntryKind.TRACE, False, None),
        ("cohort.1-t", EntryState.DRAFT, EntryKind.TRACE, False, TraceReason.ANSWERS_A_PROMPT),
        (KEY, EntryState.SUBMITTED, EntryKind.TRACE, False, TraceReason.TAKE_IT_BACK),
        (KEY, EntryState.ACCEPTED, EntryKind.TRACE, False, TraceReason.TAKE_IT_BACK),
        (KEY, EntryState.DRAFT, EntryKind.REFLECTIVE, False, TraceReason.NO_TRACE_PROMPT),
        (KEY, EntryState.DRAFT, None, False, TraceReason.NO_TRACE_PROMPT),
        (KEY, EntryState.DRAFT, EntryKind.TRACE, True, TraceReason.PROMPT_TAKEN),
    ],
)
def test_when_a_trace_becomes_the_answer_to_a_prompt(prompt, state, asked, taken, reason):
    assert rules.why_not_use(prompt=prompt, state=state, asked=asked, taken=taken) is reason


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("a\nb", "a\nc", "a\nb\nc"), ("", "a", "a"), ("a", "", "a"), ("a\r\nb\n", "a\nb", "a\nb"),
        ("same\n\nmine\n\nend", "same\n\nyours\n\nend", "same\n\nmine\n\nyours\n\nend"),
    ],
)  # fmt: skip
def test_two_texts_put_together_lose_no_line(one, other, both):
    assert rules.together(one, other) == both


def test_the_timeline_puts_traces_under_the_session_they_follow():
    prompt = queries.free_prompt("x")
    days = {1: date(2021, 1, 10), 2: date(2021, 2, 10), 3: None}
    lines = [
        queries.Line(
            queries.Prompt(**{**vars(prompt), "id": f"p{number}", "session": number, "opens_on": on,
                              "kind": EntryKind.REFLECTIVE, "required": True, "titles": {"en": str(number)}}),
            queries.Standing("r", EntryState.ACCEPTED, True, None, (4,)) if number == 1 else None,
        )
        for number, on in days.items()
    ]  # fmt: skip
    made = [datetime(2021, month, 12, 1, tzinfo=UTC) for month in (1, 2)] + [
        datetime(2020, 12, 1, tzinfo=UTC)
    ]
    traces = [
        queries.Trace(at, str(number), "free:x", "t", EntryState.DRAFT, (), (), Audience.MENTOR)
        for number, at in enumerate(made)
    ]
    today = date(2021, 2, 20)
    groups = queries.grouped(lines, traces, zone=UTC, today=today, all_lines=lines)
    assert [(one.number, [trace.ref for trace in one.traces], one.later) for one in groups] == [
        (0, ["2"], False), (1, ["0"], False), (2, ["1"], False), (3, [], True),
    ]  # fmt: skip
    assert queries.counts(lines, traces, today) == {Place.WAITS: 4, Place.HANDED_IN: 0, Place.ACCEPTED: 1}
    for wanted, left in (({"area": 4}, ["p1"]), ({"place": Place.WAITS}, ["p2"]), ({"sort": Sort.TRACE}, [])):
        more = {"sort": None, "place": None, "area": None, **wanted}
        assert [one.prompt.id for one in queries.shown(lines, today=today, **more)] == left


def test_what_a_device_sends_twice_is_one_trace(session, pair):
    beside = {
        "title": "At the door", "shows": (Shows.FAMILIES,), "areas": (2, 8), "links": (Link(SITE, "Where"),),
        "audience": Audience.ONLY_ME,
    }  # fmt: skip
    first = trace(pair, **beside)
    assert trace(pair, **beside).id == first.id
    assert (first.lock, first.free, first.session, first.required, first.beside) == (
        1, True, 0, False, Beside(**beside),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        trace(pair, "Another text.", **beside)
    assert code(refused) is WriteReason.OLDER_COPY
    with pytest.raises(Refused) as refused:
        trace(pair, title="Another title")
    assert code(refused) is WriteReason.OLDER_COPY
    session.commit()
    [kept] = rows(session, Entry)
    assert (kept.text, kept.title) == ("I saw it.", "At the door")


def as_read(entry, person):
    return queries.said_beside(entry, own=False, rounds=queries.rounds_for(entry, person.id))


@on_one("sqlite")
def test_the_title_of_what_is_held_is_read_by_the_two_who_mend_it(session, browser_of, pair):
    entry = trace(pair, title="canary-title")
    actions.submit(entry=entry, by=builders.actor(pair.trainee), now=MONDAY)
    building.review(entry, pair, outcome=rules.Outcome.PRIVACY_HOLD, care_kept=False, levels={})
    later = builders.make_person("Noa New", roles=(Role.MENTOR, pair.trainee))
    session.commit()
    assert as_read(entry, pair.mentor).title == "canary-title"
    assert as_read(entry, later) == Beside()
    page = browser_of(later).get(f"/entries/{entry.ref}").get_data(as_text=True)
    assert "Hidden to protect" in page
    assert "canary-title" not in page


def test_what_is_kept_to_oneself_is_not_handed_in_and_what_is_read_not_narrowed(session, pair):
    by = builders.actor(pair.trainee)
    entry = trace(pair, audience=Audience.ONLY_ME, title="Mine")
    with pytest.raises(Refused) as refused:
        actions.submit(entry=entry, by=by, now=MONDAY)
    assert code(refused) is WriteReason.KEPT_FOR_ONESELF
    entry = trace(pair, lock=1, title="Mine")
    assert queries.readers(entry, now=MONDAY) == []
    actions.submit(entry=entry, by=by, now=MONDAY)
    session.expire(entry, ["submissions"])
    assert queries.readers(entry, now=MONDAY) == [pair.mentor.name]
    assert as_read(entry, pair.mentor).title == "Mine"
    building.review(entry, pair, outcome=rules.Outcome.REVISE, again_by=date(2021, 6, 9))
    with pytest.raises(Refused) as refused:
        trace(pair, lock=2, audience=Audience.ONLY_ME)
    assert code(refused) is TraceReason.HANDED_IN
    entry = trace(pair, lock=2, title="Changed and not handed in")
    assert as_read(entry, pair.mentor).title == "Mine"


def test_only_sessions_of_ones_own_cop_can_be_named(session, pair):
    mine = practice.make_session(practice.make_cop(pair.trainee, now=MONDAY), MONDAY + timedelta(days=5))
    other = practice.make_cop(practice.make_trainee("Somebody"), now=MONDAY)
    theirs = practice.make_session(other, MONDAY + timedelta(days=5))
    assert trace(pair, session_id=mine.id).cop_session_id == mine.id
    for wrong in (theirs.id, -1):
        with pytest.raises(Refused) as refused:
            trace(pair, lock=1, session_id=wrong)
        assert code(refused) is TraceReason.NOT_YOUR_SESSION


def test_a_trace_counts_for_a_prompt_only_when_its_writer_says_so(session, pair):
    by = builders.actor(pair.trainee)
    entry = trace(pair)
    moved = actions.use_for_prompt(entry=entry, prompt_id="practicum.8-t", by=by, now=MONDAY)
    assert (moved.id, moved.prompt, moved.session, moved.required, moved.free, moved.text) == (
        entry.id, "practicum.8-t", 8, True, False, "I saw it.",
    )  # fmt: skip
    second = trace(pair, "A second one.", key="free:made-on-a-phone-02")
    for who, prompt, reason in (
        (pair.trainee, "practicum.8-t", TraceReason.PROMPT_TAKEN),
        (pair.trainee, "practicum.9-r", TraceReason.NO_TRACE_PROMPT),
        (pair.mentor, "practicum.9-t", WriteReason.NOT_THE_WRITER),
    ):
        with pytest.raises(Refused) as refused:
            actions.use_for_prompt(entry=second, prompt_id=prompt, by=builders.actor(who), now=MONDAY)
        assert code(refused) is reason


def test_what_waits_names_a_trace_by_its_title(session, pair):
    entry = trace(pair, title="At the door")
    actions.submit(entry=entry, by=builders.actor(pair.trainee), now=MONDAY)
    [task] = queries.waiting(builders.actor(pair.mentor), now=MONDAY)
    assert task.reason.code is rules.TaskKind.ANSWER_TRACE
    building.review(entry, pair, outcome=rules.Outcome.REVISE, again_by=date(2021, 6, 9))
    tasks = queries.waiting(builders.actor(pair.trainee), now=MONDAY)
    assert (tasks[0].reason.code, tasks[0].reason.facts["title"]) == (
        rules.TaskKind.REVISE_TRACE,
        "At the door",
    )
    assert tasks[0].values == {"prompt_id": KEY}


@on_one("sqlite")
def test_a_trace_from_the_first_word_to_the_mentor(session, browser_of, pair):
    browser, page = browser_of(pair.trainee), f"/journal/{KEY}"
    assert "New trace of practice" in text(browser.get("/journal/new"))
    assert rows(session, Entry) == []
    typed = {
        "lock": "0", "has_beside": "yes", "title": "At the door", "text": "A father stayed.", "shows": ["families"],
        "areas": ["2", "8"], "links": f"{SITE} Where it is told", "session": "", "audience": "mentor",
    }  # fmt: skip
    wrong = browser.send(page, {**typed, "links": "http://a.example", "act": "save"})
    assert wrong.status_code == 422
    assert "is not a whole link" in text(wrong)
    assert "A father stayed.</textarea>" in text(wrong)
    token = browser.token(page)
    half = browser.post(f"{page}/draft", data={**typed, "links": "https://a", "csrf_token": token})
    assert (half.json["lock"], "whole link" in half.json["note"]) == (1, True)
    answer = browser.send(page, {**typed, "lock": "1", "act": "submit"}, page=page)
    shown = text(browser_of(pair.mentor).get(answer.location))
    for words in (
        "At the door",
        "A father stayed.",
        "Families",
        "Reflective and ethical",
        "Where it is told",
    ):
        assert words in shown
    shown = text(browser.get("/journal?kind=free&area=8"))
    assert "At the door" in shown
    assert "Question" not in shown
    assert "Nothing here with these filters" in text(browser.get("/journal?kind=free&area=4"))
    assert browser.get("/journal/free:x").status_code == 404
    assert [row.beside["title"] for row in rows(session, Submission)] == ["At the door"]


@on_one("postgresql")
def test_a_trace_is_used_for_a_prompt_on_its_page(session, browser_of, pair):
    entry = trace(pair)
    session.commit()
    browser, page = browser_of(pair.trainee), f"/journal/{KEY}"
    assert "Use this trace for a prompt" in text(browser.get(page))
    done = browser.send(f"/entries/{entry.ref}/use", {"prompt": "practicum.8-t"}, page=page)
    assert done.location.endswith("/journal/practicum.8-t")
    assert "answers the prompt of session 8 now" in text(browser.get(done.location))
