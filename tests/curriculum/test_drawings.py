"""Does a drawing look the same where no style sheet reaches it?"""

from trainer.curriculum.drawings import painted


def test_a_drawing_has_its_colors_without_a_style_sheet():
    assert painted(
        '<svg viewBox="0 0 1 1"><path class="line accent-line" stroke="red" d="M0 0"/></svg>'
    ).endswith('<path d="M0 0" stroke="#bb7d0c"/></svg>')
    given = painted(
        '<svg xmlns="http://www.w3.org/2000/svg" font-size="12" viewBox="0 0 1 1"><g class="ink"></g></svg>'
    )
    assert (given.count("font-size"), given.count("xmlns")) == (1, 1)
