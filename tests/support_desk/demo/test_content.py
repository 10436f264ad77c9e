"""The demo's texts: whole in both languages, and every place in them can be filled."""

import string

import pytest

from support_desk.demo.content import read_content

PLACES = {
    "company", "site", "contact", "contact_first", "position", "manager", "manager_first", "product", "Product",
    "page", "n", "sum", "month", "m_a", "c_a", "weekday", "weekday_gen", "weekday_dat", "Weekday", "subject",
    "deadline",
}  # fmt: skip


def places_of(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_place_in_a_text_is_known(language):
    content = read_content(language)
    texts = [text for m in content.matters for text in (*m.subjects, m.ask, m.answer, m.more, m.done, m.note)]
    for value in content.words.values():
        texts += [value] if isinstance(value, str) else [text for text in value if isinstance(value, list)]
    assert {place for text in texts for place in places_of(text)} <= PLACES


def test_both_languages_tell_of_the_same_fifty_matters_and_sixty_clients():
    english, russian = read_content("en"), read_content("ru")
    assert [m.key for m in english.matters] == [m.key for m in russian.matters]
    assert (len(english.matters), len(english.companies), len(russian.companies)) == (50, 60, 60)
    assert len({company.site for company in (*english.companies, *russian.companies)}) >= 119


def test_addresses_are_nobodys():
    for language in ("en", "ru"):
        assert all(company.site.endswith(".test") for company in read_content(language).companies)


def test_what_a_matter_needs_is_in_the_catalogue():
    content = read_content("ru")
    operations = {row["code"] for row in content.catalogue["operation"]}
    services = {row["code"] for row in content.catalogue["service"]}
    assert {code for m in content.matters for code in m.work} <= operations
    assert {m.service for m in content.matters} <= services
    assert {row["operation"] for row in content.instructions["instruction"]} <= operations
    assert set(content.words["project_names"]) == services
