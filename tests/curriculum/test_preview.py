"""Can a course be shown while it is full of mistakes?"""

from tests.courses.planting import plant, write_example
from trainer.cli.preview import shown
from trainer.curriculum import reading

MODULE = "tea-and-talk/01-first-cup"


def test_what_is_missing_is_filled_in_so_that_the_rest_can_be_seen(tmp_path):
    folder = write_example(tmp_path)
    plant(folder, "tea-and-talk/course.toml", 'title.en = "Tea and talk"', "")
    plant(folder, f"{MODULE}/module.toml", 'title.en = "The first cup"\ntitle.es = "La primera taza"', "")
    plant(folder, f"{MODULE}/module.toml", 'en = "Pour tea and learn every name."', "")
    (folder / MODULE / "en.md").unlink()
    plant(folder, f"{MODULE}/module.toml", 'id = "tea.1"', 'id = ""')
    (course,), problems = reading.read_courses(folder)
    assert len(problems) > 4
    content = shown(course)
    assert content["title"]["en"] == "Té y conversación"
    [module] = content["modules"]
    assert module["id"] == "01-first-cup"
    assert module["title"] == {"en": "…"}
    assert module["activities"][0]["text"]["en"] == "Servir el té y aprender todos los nombres."
    assert module["activities"][1]["lead"] == {}
    assert module["text"]["en"] == module["text"]["es"]
