"""The Russian catalogue is complete: every string of the source, none fuzzy, placeholders and plurals as in English."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "support_desk" / "locale" / "ru" / "LC_MESSAGES" / "django.po"
SOURCES = ("support_desk", "workload", "tickets", "disputes", "payroll", "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def russian() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_nothing_is_untranslated_or_fuzzy(russian: polib.POFile) -> None:
    assert [entry.msgid for entry in russian.untranslated_entries()] == []
    assert [entry.msgid for entry in russian.fuzzy_entries()] == []
    assert len(russian.translated_entries()) > 300


def test_placeholders_are_those_of_the_english(russian: polib.POFile) -> None:
    wrong = [
        entry.msgid
        for entry in russian.translated_entries()
        for said in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if set(PLACEHOLDER.findall(said)) - set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        or set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)) - set(PLACEHOLDER.findall(said))
    ]
    assert wrong == []


def test_plurals_have_all_three_forms(russian: polib.POFile) -> None:
    short = [entry.msgid for entry in russian if entry.msgid_plural and len(entry.msgstr_plural) != 3]
    assert "nplurals=3" in russian.metadata["Plural-Forms"]
    assert short == []


def test_every_string_of_the_source_is_in_the_catalogue(russian: polib.POFile, tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext (Debian's gettext) is not on this machine: the catalogue is compared in CI")
    known = {(entry.msgctxt, entry.msgid) for entry in russian}
    missing = [entry.msgid for entry in extracted(tmp_path) if (entry.msgctxt, entry.msgid) not in known]
    assert missing == [], "run `just messages` and translate"


def extracted(folder: Path) -> polib.POFile:
    """A fresh catalogue of the source, made beside the tree so that the tree stays as it is."""
    for name in SOURCES:
        ignore = shutil.ignore_patterns("__pycache__", "locale", "static")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    (folder / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "ru", "--no-location"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin"})
    return polib.pofile(str(folder / "locale" / "ru" / "LC_MESSAGES" / "django.po"))
