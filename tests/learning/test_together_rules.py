"""Where does a year stand on one line, when is somebody told of a post, when is a book late? Without a database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from trainer.learning.rules import together as rules
from trainer.learning.rules.cohorts import PhaseNow
from trainer.learning.rules.together import CopyState, Dated

TRAINING, LEADING = PhaseNow.TRAINING, PhaseNow.IMPLEMENTATION
PACIFIC = ZoneInfo("America/Los_Angeles")


def year(*days: date | None, training: int = 2) -> list[Dated]:
    return [Dated(day, TRAINING if number < training else LEADING) for number, day in enumerate(days)]


def test_today_stands_between_the_sessions_it_lies_between():
    days = (date(2021, 1, 1), date(2021, 1, 11), date(2021, 3, 11), date(2021, 4, 1))
    for today, place in (
        (date(2020, 12, 31), 0.0), (days[0], 12.5), (date(2021, 1, 6), 25.0), (days[1], 37.5),
        (days[3], 87.5), (date(2021, 4, 2), 100.0),
    ):  # fmt: skip
        assert rules.line_of(year(*days), today).today == place, today
    line = rules.line_of(year(*days), days[0])
    assert line.places == (12.5, 37.5, 62.5, 87.5)
    stretches = [(one.phase, one.starts, one.ends) for one in line.stretches]
    assert stretches == [(TRAINING, 0.0, 50.0), (LEADING, 50.0, 100.0)]


def test_any_number_of_sessions_fits_and_those_without_a_day_do_not_hold_today():
    assert rules.line_of([], date(2021, 1, 1)) == rules.Line((), 0.0, ())
    assert rules.line_of(year(None, None), date(2021, 1, 1)).today == 0.0
    assert rules.line_of(year(date(2021, 1, 1), None, date(2021, 1, 3)), date(2021, 1, 2)).today == 50.0
    many = rules.line_of(year(*(date(2021, 1, 1) + timedelta(days=n) for n in range(30))), date(2021, 1, 15))
    assert len(set(many.places)) == 30
    assert 0 < many.today < 100


def test_a_mail_about_posts_goes_out_at_five_where_its_reader_is():
    for now, due in (
        (datetime(2021, 5, 24, 23, 59, tzinfo=UTC), datetime(2021, 5, 25, 0, 0, tzinfo=UTC)),
        (datetime(2021, 5, 25, 0, 0, tzinfo=UTC), datetime(2021, 5, 26, 0, 0, tzinfo=UTC)),
        (datetime(2021, 3, 13, 20, 0, tzinfo=UTC), datetime(2021, 3, 14, 1, 0, tzinfo=UTC)),
        (datetime(2021, 3, 14, 2, 0, tzinfo=UTC), datetime(2021, 3, 15, 0, 0, tzinfo=UTC)),
    ):
        assert rules.mail_at(now, PACIFIC) == due


def test_a_lent_copy_stays_lent_when_it_arrives_and_is_late_after_its_day():
    today = date(2021, 5, 24)
    assert rules.copy_after(CopyState.SENT) is CopyState.RECEIVED
    assert rules.copy_after(CopyState.LENT) is CopyState.LENT
    assert not rules.is_late(CopyState.LENT, today, today)
    assert rules.is_late(CopyState.LENT, today - timedelta(days=1), today)
    assert not rules.is_late(CopyState.RETURNED, today - timedelta(days=1), today)
    assert CopyState.RETURNED not in rules.CAN_CONFIRM
