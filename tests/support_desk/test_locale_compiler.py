"""Translations are compiled when they changed, without gettext on the machine."""

import gettext
import os
from pathlib import Path

from support_desk.locale_compiler import compile_changed

ENTRY = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Queue"\nmsgstr "{text}"\n'


def test_a_changed_source_is_compiled_and_an_unchanged_one_left_alone(tmp_path: Path) -> None:
    source = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(ENTRY.format(text="Очередь"), "utf-8")
    assert compile_changed([tmp_path]) == [source]
    assert compile_changed([tmp_path]) == []
    source.write_text(ENTRY.format(text="Поток"), "utf-8")
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))
    assert compile_changed([tmp_path]) == [source]
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]
    with source.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Queue") == "Поток"
