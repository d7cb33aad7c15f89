"""Does everything that is known of an offering come in from a file, and is every word that is not known named?"""

from trainer.core import tables
from trainer.schedule import importing
from trainer.schedule.rules.kinds import Eligibility, Half

MORE = {
    "languages": "english; es; Tagalog", "interpretation": "ASL on request", "trainers": "Tess Trainer, M.A.; Ann Lee",
    "eligibility": "Invited", "approval": "yes", "per_session": "no", "initiatives": "QCC; IMPACT; qcc",
    "funders": "First 5 California", "focus_areas": "QRIS;equity", "roles": "leaders", "price": "$120",
    "region": "Bay Area", "bring": "A mug", "parking": "Lot B", "equipment": "camera; tech host",
    "course_code": "COP-101", "approval_code": "NV-7", "competencies": "1: 60; 3=90", "mandatory": "every other",
    "half_day": "Morning", "ages": "4 Years; 0–1; 4-5", "trainer_ids": "Tess Trainer, NV-9",
    "session_dates": "2026-10-08; 2026-11; 2026-12-10", "start_time": "9:00", "end_time": "12:30",
}  # fmt: skip


def with_more(**values):
    """One row with the columns of MORE beside the first four."""
    cells = {"offering": "A", "kind": "in_agency", "format": "hybrid", "date_text": "", **MORE, **values}
    return importing.read(tables.write_csv(list(cells), [list(cells.values())]))[0]


def test_whatever_is_known_of_an_offering_can_stand_in_the_file():
    plan = with_more().plan
    assert (plan.languages, plan.interpretation) == (("en", "es", "fil"), "ASL on request")
    assert plan.led_by == ("Tess Trainer, M.A.", "Ann Lee")
    assert (plan.eligibility, plan.approval, plan.per_session) == (Eligibility.INVITED, True, False)
    assert (plan.initiatives, plan.funders) == (("QCC", "IMPACT"), ("First 5 California",))
    assert (plan.focus_areas, plan.roles) == (("qris", "equity"), ("leaders",))
    assert plan.equipment == ("camera", "tech_host")
    assert (plan.price, plan.region, plan.bring, plan.parking) == ("$120", "Bay Area", "A mug", "Lot B")
    assert (plan.course_code, plan.approval_code) == ("COP-101", "NV-7")
    assert (plan.ages, plan.trainer_ids) == (("0-1", "4-5"), ("Tess Trainer, NV-9",))
    assert plan.competencies == {"1": 60, "3": 90}
    assert [(s.mandatory, s.half) for s in plan.sessions] == [
        (True, Half.MORNING), (False, Half.MORNING), (True, Half.MORNING),
    ]  # fmt: skip


def test_every_word_that_is_not_known_is_named():
    wrong = {
        "languages": "Klingon", "eligibility": "friends", "competencies": "much", "focus_areas": "fun",
        "roles": "kings", "equipment": "lava lamp", "ages": "3-Apr", "mandatory": "perhaps", "price": "x" * 201,
        "initiatives": "y" * 61, "trainer_ids": "z" * 201,
    }  # fmt: skip
    found = with_more(**wrong)
    assert found.plan is None
    assert {reason.facts["column"] for reason in found.reasons} == set(wrong)
