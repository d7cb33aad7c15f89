"""What does a page do with a name that nobody gave it?"""

import flask
import jinja2
import pytest


@pytest.mark.parametrize("template", ["{{ remove }}", "{% for one in rows %}{% endfor %}", "{{ {}.remove }}"])
def test_what_was_not_given_cannot_be_written(app, template):
    with app.test_request_context("/"), pytest.raises(jinja2.UndefinedError):
        flask.render_template_string(template)


def test_a_template_may_ask_whether_something_was_given(app):
    with app.test_request_context("/"):
        assert flask.render_template_string("{% if rows %}rows{% else %}none{% endif %}") == "none"
        assert flask.render_template_string("{{ rows|default('none') }}") == "none"
