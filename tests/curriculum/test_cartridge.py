"""Does a course leave whole and come back the same; is everything else named; is nothing of a package trusted?"""

import dataclasses
import io
import json
import random
import re
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.courses.planting import COURSES, write_example
from trainer.cli import packages
from trainer.curriculum import cartridge, reading
from trainer.curriculum.cartridge import archive, pages, texts
from trainer.curriculum.cartridge.pieces import ASSESSMENT, DISCUSSION, SPACE, WEBCONTENT, WEBLINK


def plain(course):
    return json.loads(json.dumps(dataclasses.asdict(course), default=str))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The example of courses/README.md, with a link to a module."""
    folder = write_example(tmp_path_factory.mktemp("example"))
    text = next(folder.glob("tea-and-talk/*/en.md"))
    text.write_text(text.read_text("utf-8") + "\nSee [this](module:tea.1).\n", "utf-8")
    return reading.read_folder(folder)


@pytest.fixture(scope="module")
def example(written):
    return next(course for course in written.courses if course.id == "tea-and-talk")


@pytest.fixture(scope="module")
def package(example, written):
    return cartridge.pack(plain(example), {(one.kind.value, one.id): plain(one) for one in written.pieces})


def seen(text):
    """What a reader sees of Markdown."""
    return pages.html(text).replace("\n", " ")


def opened(data):
    return archive.Archive(data)


def test_the_manifest_names_what_is_there_and_nothing_else(package):
    found = opened(package[0])
    manifest = found.xml("imsmanifest.xml")
    assert (manifest.name, manifest.space) == ("manifest", SPACE)
    assert manifest.words("metadata", "schema") == "IMS Common Cartridge"
    assert manifest.words("metadata", "schemaversion") == "1.3.0"
    resources = manifest.find_all("resource")
    files = [one.attributes["href"] for resource in resources for one in resource.all("file")]
    assert sorted([*files, "imsmanifest.xml"]) == sorted(found.names)
    everything = [node.attributes["identifier"] for node in [*manifest.find_all("item"), *resources]]
    assert len(set(everything)) == len(everything)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in everything)
    known = {one.attributes["identifier"] for one in resources}
    named = [
        one.attributes["identifierref"]
        for one in manifest.find_all("item")
        if "identifierref" in one.attributes
    ]
    assert set(named) <= known
    assert all(not one.all("item") for one in manifest.find_all("item") if "identifierref" in one.attributes)
    assert {one.attributes["type"] for one in resources} == {WEBCONTENT, ASSESSMENT, DISCUSSION, WEBLINK}
    for one in resources:
        href = one.attributes.get("href")
        assert href is None or href in [file.attributes["href"] for file in one.all("file")]
    (organization,) = manifest.find_all("organization")
    assert organization.attributes["structure"] == "rooted-hierarchy"


def test_every_link_of_a_page_leads_to_a_file_of_the_package(package):
    found = opened(package[0])
    for path in (name for name in found.names if name.endswith(".html")):
        page = texts.tree(found.read(path).decode())
        here = Path(path).parent
        ways = [one.attributes["href"] for one in page.find_all("a")]
        ways += [one.attributes["src"] for one in page.find_all("img")]
        for way in ways:
            if not way.startswith("https://"):
                parts = []
                for part in (here / way).parts:
                    parts = parts[:-1] if part == ".." else [*parts, part]
                assert "/".join(parts) in found.names, f"{path}: {way}"
    drawing = found.read("pictures/pot/es.svg")
    assert b'stroke="#1c5d57"' in drawing
    assert "Té".encode() in drawing
    assert b"class=" not in drawing


def test_questions_are_written_in_the_profile_of_common_cartridge(package):
    data, left = package
    check = opened(data).xml("checks/tea.1/en.xml")
    profiles = [
        one.words("fieldentry")
        for one in check.find_all("qtimetadatafield")
        if one.words("fieldlabel") == "cc_profile"
    ]
    assert profiles == [
        "cc.exam.v0p1", "cc.multiple_choice.v0p1", "cc.multiple_response.v0p1", "cc.essay.v0p1", "cc.essay.v0p1",
    ]  # fmt: skip
    assert [one.name for one in left] == ["question tea.1-q3", "readings of module tea.1"]


def test_a_course_comes_back_as_it_left(example, package, tmp_path):
    left = cartridge.unpack(package[0], tmp_path / "tea-and-talk")
    (back,) = reading.read_folder(tmp_path).courses
    assert (back.id, back.title, back.summary) == (example.id, example.title, example.summary)
    (was,), (now,) = example.modules, back.modules
    assert (now.id, now.title, now.checks) == (was.id, was.title, was.checks)
    assert [(one.id, one.text, one.alternative) for one in now.prompts] == [
        (one.id, one.text, one.alternative) for one in was.prompts
    ]
    assert {name: seen(text) for name, text in now.text.items()} == {
        name: seen(text) for name, text in was.text.items()
    }
    assert [one.url for one in now.readings] == [one.url for one in was.readings]
    assert {one.name for one in left} >= {
        "lessons/tea.1/en.html",
        "cards/first-round/en.html",
        "pictures/pot/en.svg",
    }
    assert (tmp_path / "tea-and-talk/_package/lessons/tea.1/en.html").is_file()
    assert "lessons/tea.1/en.html" in (tmp_path / "tea-and-talk/_package/LEFT.md").read_text("utf-8")


def test_the_texts_of_the_courses_survive():
    """Every sixth, of all courses and languages: as HTML and back, a reader sees the same."""
    for path in sorted(COURSES.glob("*/*/*.md"))[::6]:
        text = path.read_text("utf-8")
        back = texts.page(pages.page("Title", pages.html(text), "en"), lambda to: to, lambda to: to)
        assert seen(back.text) == seen(text), path
        assert back.left == []


FOREIGN = """<?xml version="1.0"?><manifest identifier="X-12 ä"
xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1">
<metadata/><organizations><organization identifier="o"><item identifier="r"><item identifier="w1"><title>Week 1</title>
<item identifier="a" identifierref="P"><title>Read</title></item><item identifier="b" identifierref="V"><title>Film
</title></item><item identifier="c" identifierref="L"><title>Tool</title></item><item identifier="d" identifierref="Q">
<title>Quiz</title></item><item identifier="e" identifierref="gone"><title>Gone</title></item></item></item>
</organization></organizations><resources>
<resource identifier="P" type="webcontent" href="a/p.html"><file href="a/p.html"/></resource>
<resource identifier="V" type="webcontent" href="a/film.mp4"><file href="a/film.mp4"/></resource>
<resource identifier="L" type="imsbasiclti_xmlv1p0"><file href="lti.xml"/></resource>
<resource identifier="Q" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment"><file href="q.xml"/></resource>
</resources></manifest>"""
QUIZ = """<questestinterop><assessment><section><item ident="1"><itemmetadata><qtimetadata><qtimetadatafield>
<fieldlabel>cc_profile</fieldlabel><fieldentry>cc.pattern_match.v0p1</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
</item></section></assessment></questestinterop>"""
PAGE = (
    "<h1>Week one</h1><p>1. is no list &amp; <b>this</b> is bold</p><script>alert(1)</script><p>a&nbsp;b "
    '<img src=x.png alt="A tree"><h4>Deep</h4><ul><li>one<ul><li>two</ul><li>three</ul><table><tr><th>A|B<td>c</table>'
)


def zipped_of(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def test_what_cannot_be_taken_in_is_named_with_its_reason(tmp_path):
    data = zipped_of(
        {"imsmanifest.xml": FOREIGN, "a/p.html": PAGE, "a/film.mp4": b"film", "lti.xml": "<x/>", "q.xml": QUIZ,
         "notes.txt": "n"}
    )  # fmt: skip
    assert [str(one) for one in cartridge.unpack(data, tmp_path / "week")] == [
        "a/p.html: <script> in this page was left out.",
        "a/p.html: the picture “x.png” in this page was left out.",
        "a/film.mp4: a file that is no page. Courses hold texts and drawings; link to it from a text instead.",
        "lti.xml: nothing in courses/ is of the type “imsbasiclti_xmlv1p0”.",
        "q.xml, question 1: a question of the kind “cc.pattern_match.v0p1”, which courses do not have.",
        "Gone: the package names it and does not describe it.",
        "notes.txt: no item of the package's organization names it.",
    ]
    (module,) = (tmp_path / "week").glob("01-*")
    assert (module / "en.md").read_text("utf-8") == (
        "1\\. is no list & **this** is bold\n\na\xa0b *A tree*\n\n## Deep\n\n- one\n  - two\n- three\n\n"
        "| A\\|B | c |\n| --- | --- |\n"
    )
    assert (tmp_path / "week/_package/a/film.mp4").read_bytes() == b"film"
    assert reading.read_folder(tmp_path).problems  # an author finishes it; the check says where


def test_a_page_with_a_broken_address_or_number_is_taken_in(tmp_path):
    page = f'<a href="http://[">x</a><img src="//[x"><ol start="²"><li>x</ol><ol start="{"9" * 5_000}"><li>x</ol>'
    cartridge.unpack(zipped_of({"imsmanifest.xml": FOREIGN, "a/p.html": page}), tmp_path / "week")
    assert len(list((tmp_path / "week").glob("01-*/*.md"))) == 1


def entry(name, *, link=False):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK if link else stat.S_IFREG) << 16
    return info


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({entry("../evil"): b"x"}, "leads out of the package"),
        ({entry("/etc/x"): b"x"}, "leads out of the package"),
        ({entry("C:evil"): b"x"}, "leads out of the package"),
        ({entry("a\\..\\b"): b"x"}, "leads out of the package"),
        ({entry("link", link=True): b"/etc/passwd"}, "is a link to another file"),
        ({entry("zeros"): b"\0" * 20_000_000}, "swells"),
        ({entry("other.txt"): b"x"}, "there is no imsmanifest.xml"),
        ({entry("imsmanifest.xml"): b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "document type or entities"),
        ({entry("imsmanifest.xml"): b"<manifest>"}, "this is not XML"),
        ({entry("imsmanifest.xml"): b"<a>" * 100 + b"</a>" * 100}, "levels deep"),
    ],
)  # fmt: skip
def test_a_package_that_means_harm_is_refused_in_a_sentence(files, words, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for info, data in files.items():
            made.writestr(info, data, zipfile.ZIP_DEFLATED)
    with pytest.raises(cartridge.BadPackage, match=words):
        cartridge.unpack(out.getvalue(), tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_archive_or_lies_about_its_size_is_refused(tmp_path, monkeypatch):
    with pytest.raises(cartridge.BadPackage, match="cannot be opened"):
        cartridge.unpack(b"PK\x03\x04 nonsense", tmp_path / "new")
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    with pytest.raises(cartridge.BadPackage, match="at most 2"):
        cartridge.unpack(zipped_of({"a": "", "b": "", "c": ""}), tmp_path / "new")
    monkeypatch.setattr(archive, "MOST_FILE", 10)
    with pytest.raises(cartridge.BadPackage, match="larger than"):
        cartridge.unpack(zipped_of({"a": "x" * 11}), tmp_path / "new")


def test_a_damaged_package_is_taken_in_or_refused_and_never_half(package, tmp_path):
    chance = random.Random(7)
    whole = {name: opened(package[0]).read(name) for name in opened(package[0]).names}
    outcomes = set()
    for time in range(40):
        files = dict(whole)
        for _change in range(chance.randint(1, 3)):
            name = chance.choice([*files, "imsmanifest.xml", "imsmanifest.xml"])
            data = bytearray(files.get(name, b" "))
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 60)] = chance.choice(
                [b"", b"<x>", b"</item>", b"&a;", b'"', b"\x00", b"\xff"]
            )
            files[name] = bytes(data) or b" "
        raw = bytearray(zipped_of(files))
        if chance.random() < 0.3:
            raw[chance.randrange(len(raw))] ^= 255
        folder = tmp_path / str(time)
        try:
            cartridge.unpack(bytes(raw), folder)
        except cartridge.BadPackage:
            assert not folder.exists()
        outcomes.add(folder.exists())
    assert outcomes == {True, False}
    raw = bytearray(package[0])
    raw[raw.index(b"lessons/tea.1/es.html") + 40] ^= 255  # a file that is only kept beside
    with pytest.raises(cartridge.BadPackage, match="is damaged"):
        cartridge.unpack(bytes(raw), tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_the_commands_pack_and_unpack(tmp_path):
    folder = write_example(tmp_path / "courses")
    file, run = tmp_path / "tea.imscc", CliRunner()
    made = run.invoke(packages.pack, ["tea-and-talk", str(file), "--folder", str(folder)])
    assert made.exit_code == 0, made.output
    assert "question tea.1-q3: there is no question of order in a package" in made.output
    assert "things could not be written as in the course." in made.output
    back = run.invoke(packages.unpack, [str(file), str(tmp_path / "back")])
    assert back.exit_code == 0
    assert "lessons/tea.1/en.html: a session's plan" in back.output
    again = run.invoke(packages.unpack, [str(file), str(tmp_path / "back")])
    assert "is there already" in again.output
    assert (
        "There are: tea-and-talk"
        in run.invoke(packages.pack, ["x", str(file), "--folder", str(folder)]).output
    )
    (tmp_path / "no.imscc").write_bytes(b"no")
    assert (
        "cannot be opened"
        in run.invoke(packages.unpack, [str(tmp_path / "no.imscc"), str(tmp_path / "n")]).output
    )
