"""Does what was typed for one session stay away from another that took its number?"""

import re

from tests.attendance.test_sheet_page import ALL, desk, text

__all__ = ["desk"]


def test_marks_of_a_session_that_was_removed_do_not_go_to_the_next_one(desk):
    """The address counts sessions; the page that stood open was of another one."""
    page = desk.browser.get(f"{desk.url}/1").get_data(as_text=True)
    [shown] = re.findall(r'name="session" value="(\w+)"', page)
    desk.session.rollback()
    first = desk.training.sessions[0]
    desk.session.delete(first)
    desk.session.flush()
    for number, one in enumerate(desk.training.sessions[1:], start=1):
        one.number = number
        desk.session.flush()
    desk.session.commit()
    refused = desk.send(ALL, session=shown)
    assert refused.status_code == 409
    assert "this is another session now" in text(refused)
    assert desk.marks() == []
    assert re.findall(r'value="16"', refused.get_data(as_text=True)), "what was typed is there"
    [now] = re.findall(r'name="session" value="(\w+)"', refused.get_data(as_text=True))
    assert desk.send(ALL, session=now).status_code == 303
    assert len(desk.marks()) == 2
