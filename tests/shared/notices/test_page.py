"""The notice centre: list, bell, marking as read; one's own alone (P2)."""

from datetime import timedelta

import pytest

from support_desk.shared.actions.notices import forget_old_notices, read_all_notices, read_notice
from support_desk.shared.errors import NotAllowed
from support_desk.shared.jobs import forget_old_notices as forget_job
from support_desk.shared.models import AuditEntry, Heartbeat, Notice
from support_desk.shared.notice_list import opening
from support_desk.shared.notices import NoticeWords, notify
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, an_employee, viewer
from tests.shared.notices.conftest import a_note, told

LATER = NOW + timedelta(hours=3)
DAY = timedelta(days=1)


@pytest.fixture
def manager(db):
    return an_employee("manager", name="Anna Sheveleva")


def keys(answer):
    return [row.notice.key for row in answer.context["page"].rows]


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_takes_five_statements_however_many(visit, statements, manager, rows):
    told(manager.user, *[f"{n}" for n in range(rows)])
    # session, account, person; notices; the figures of rail and bell
    assert statements(visit(manager), "/notices/") == 5


@pytest.mark.parametrize("rows", [1, 3])
def test_the_bell_alone_takes_four(visit, statements, manager, rows):
    told(manager.user, *[f"{n}" for n in range(rows)])
    assert statements(visit(manager), "/notices/bell/?seen=0") == 4


def test_says_what_happened_newest_first_in_the_readers_language(visit, manager):
    told(manager.user, "old", deliver_at=NOW - DAY, facts={"count": 1, "first": "<b>Bold</b>"})
    told(manager.user, "new", is_urgent=True)
    told(manager.user, "later", deliver_at=LATER)
    answer = visit(manager).get("/notices/")
    page = answer.content.decode()
    assert keys(answer) == ["new", "old"]
    for part in ("2 notices to read", "Tickets: 1", "Tickets: 2", "Broken form", "&lt;b&gt;Bold", "Urgent"):
        assert part in page, part
    manager.user.language = "ru"
    manager.user.save()
    assert "Обращения: 2" in visit(manager).get("/notices/").content.decode()


def test_the_bell_counts_on_every_page_and_answers_nothing_while_nothing_is_new(visit, manager):
    browser = visit(manager)
    assert "bell-count" not in browser.get("/profile/").content.decode()
    told(manager.user, "a", "b")
    assert 'aria-label="Notices, 2 unread"' in browser.get("/profile/").content.decode()
    assert browser.get("/notices/bell/?seen=2").status_code == 204
    drawn = browser.get("/notices/bell/?seen=1")
    assert "/notices/bell/?seen=2" in drawn.content.decode()
    assert "no-store" in drawn.headers["Cache-Control"]


def test_more_than_a_hundred_are_not_counted(visit, manager):
    told(manager.user, *[f"{n}" for n in range(101)])
    assert "99+" in visit(manager).get("/notices/bell/").content.decode()
    assert "More than 99 notices to read" in visit(manager).get("/notices/").content.decode()


def test_opening_marks_as_read_and_leads_there(visit, manager):
    told(manager.user, "a", "b", url="/queue/?view=mine")
    browser, notice = visit(manager), Notice.objects.get(key="a")
    answer = browser.post(f"/notices/{notice.pk}/open/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/queue/?view=mine")
    assert keys(browser.get("/notices/?show=unread")) == ["b"]
    assert sorted(keys(browser.get("/notices/"))) == ["a", "b"]
    assert not AuditEntry.objects.exists()
    Notice.objects.filter(key="a").update(read_at=NOW + DAY)
    browser.post(f"/notices/{notice.pk}/open/")
    notice.refresh_from_db()
    assert notice.read_at == NOW + DAY


def test_anothers_and_what_is_not_delivered_is_not_there(visit, manager):
    told(manager.user, "mine")
    told(manager.user, "later", deliver_at=LATER)
    mine, later = Notice.objects.order_by("deliver_at")
    other = visit(an_employee("head"))
    assert other.post(f"/notices/{mine.pk}/open/").status_code == 404
    assert visit(manager).post(f"/notices/{later.pk}/open/").status_code == 404
    assert visit(manager).post("/notices/99999999/open/").status_code == 404
    assert keys(other.get("/notices/")) == []
    other.post("/notices/read/")
    assert Notice.objects.unread().count() == 2


@pytest.mark.parametrize("until", ["", "soon", "2026-13-99T00:00:00Z", "2026-11-18T09:00:00"])
def test_all_is_marked_at_once(visit, manager, until):
    told(manager.user, "a", "b")
    told(manager.user, "later", deliver_at=LATER)
    assert visit(manager).post("/notices/read/", {"until": until}).headers["Location"] == "/notices/"
    assert list(Notice.objects.unread().values_list("key", flat=True)) == ["later"]


def test_what_came_after_the_list_was_drawn_stays_unread(visit, manager):
    told(manager.user, "seen", deliver_at=NOW - timedelta(minutes=1))
    browser = visit(manager)
    until = browser.get("/notices/").context["until"]
    told(manager.user, "new", deliver_at=NOW)
    browser.post("/notices/read/", {"until": (NOW - timedelta(seconds=1)).isoformat()})
    assert until == NOW.isoformat()
    assert keys(browser.get("/notices/?show=unread")) == ["new"]


def test_pages_by_cursor(visit, manager):
    notify([a_note(manager.user, f"{n:02d}", deliver_at=NOW - n * DAY) for n in range(53)], at=NOW)
    browser = visit(manager)
    first = browser.get("/notices/?show=unread")
    second = browser.get(f"/notices/{first.context['older_url']}")
    assert keys(first)[0] == "00"
    assert keys(second) == ["50", "51", "52"]
    assert "show=unread" in second.context["newer_url"]
    assert keys(browser.get("/notices/?cursor=nonsense"))[0] == "00"


@pytest.mark.parametrize(
    ("address", "words"), [("/notices/", "Nothing to tell you yet"), ("/notices/?show=unread", "Everything is read")]
)
def test_nothing_there_says_what_will_be(visit, manager, address, words):
    assert words in visit(manager).get(address).content.decode()


def test_actions_touch_ones_own_alone(manager):
    told(manager.user)
    with pytest.raises(NotAllowed):
        read_notice(notice=Notice.objects.get(), by=viewer(an_employee("director")), at=NOW)
    with pytest.raises(NotAllowed):
        read_all_notices(by=Viewer.system(NOW), at=NOW, until=NOW)
    assert read_all_notices(by=viewer(manager), at=NOW, until=LATER) == 1


def test_what_was_read_ninety_days_ago_is_forgotten(manager):
    told(manager.user, "old", "kept", "unread", deliver_at=NOW - 200 * DAY)
    Notice.objects.filter(key="old").update(read_at=NOW - 90 * DAY - timedelta(seconds=1))
    Notice.objects.filter(key="kept").update(read_at=NOW - 90 * DAY)
    assert forget_job() == 1
    assert sorted(Notice.objects.values_list("key", flat=True)) == ["kept", "unread"]
    assert Heartbeat.objects.get(name="forget_old_notices").done == 1
    assert forget_old_notices(at=NOW) == 0


def test_a_long_notice_shows_its_first_lines():
    assert opening(NoticeWords("Title", "1\n2\n3\n4\n5\n6")).body == "1\n2\n3\n4\n5\n6"
    assert opening(NoticeWords("Title", "1\n2\n3\n4\n5\n6\n7")) == NoticeWords("Title", "1\n2\n3\n4\n5\n…")
