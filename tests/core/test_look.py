"""Does a reader's choice of colors and text size stay, and does it leave the pages of strangers alone?"""

from tests import builders


def test_a_look_is_chosen_by_a_link_and_stays(session, client, browser_of):
    person = builders.make_person()
    session.commit()
    browser = browser_of(person)
    page = browser.get("/home?theme=dark&size=larger").get_data(as_text=True)
    assert 'data-theme="dark" data-size="larger"' in page
    assert 'data-theme="dark" data-size="larger"' in browser.get("/courses").get_data(as_text=True)
    page = browser.get("/home?theme=system&size=huge").get_data(as_text=True)
    assert "data-theme" not in page
    assert 'data-size="larger"' in page, "what is no size changes nothing"
    assert "data-theme" not in browser.get("/home").get_data(as_text=True)
    page = client.get("/privacy?theme=dark")
    assert "data-theme" not in page.get_data(as_text=True)
    assert "theme=" not in str(page.headers), "pages of strangers are kept and given to all alike"
