"""Where are value stories told and read? Their tellers say who may; each can be taken back."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop, Member, Story
from trainer.practice.views.blueprint import answer, bp, by_token, runs
from trainer.practice.views.own_pages import back, member_of


@bp.route("/m/<token>/story", methods=["GET", "POST"])
@brake("own")
@guard.public
def own_story(token: str) -> Any:
    """Tell a story."""
    return _tell(token, member_of(token), None)


@bp.route("/m/<token>/story/<story_ref>", methods=["GET", "POST"])
@brake("own")
@guard.public
def change_story(token: str, story_ref: str) -> Any:
    """Change a story, who may read it, or take it back."""
    member = member_of(token)
    story = by_token(queries.voices.story_by_ref, story_ref)
    if story.member_id != member.id:
        flask.abort(404)
    if flask.request.form.get("withdraw") and forms.AnswerForm().validate_on_submit():
        actions.withdraw_story(story=story, now=clock.now())
        return back(token, _("Your story is taken back. It is gone wherever it could be read."))
    return _tell(token, member, story)


def _tell(token: str, member: Member, story: Story | None) -> Any:
    form, refused = forms.StoryForm(obj=story), []
    if form.validate_on_submit():
        try:
            actions.tell_story(member=member, told=form.told(), story=story, now=clock.now())
            return back(token, _("Your story is kept. You can change it or take it back at any time."))
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/stories_tell.html", member=member, cop=member.cop, token=token, story=story, form=form,
        refused=refused,
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


@bp.get("/cops/<cop_ref>/stories")
@guard.needs(Permission.STORY_READ, cop=queries.cop_by_ref)
def stories(cop: Cop) -> str:
    """What members let be read: facilitators what the group may read, administrators what the agency may."""
    own = runs(cop)
    found = queries.voices.stories_in_cop(cop.id) if own else queries.voices.stories_for_agency(cop.id)
    return flask.render_template("practice/stories.html", cop=cop, own=own, stories=found)
