"""Pictures are kept in sizes, texts are kept beside their file, and what nothing refers to goes away."""

import datetime
import io

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from events.models import Event, Material
from klimakreise.publishing.files import keeping
from klimakreise.publishing.jobs import delete_strays, prepare_all, prepare_later
from klimakreise.publishing.models import Entry
from tests import files, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make.event(
        slug="kreis-1",
        picture=ContentFile(files.picture(size=(1200, 600)), "kreis.png"),
        picture_alt="Menschen im Kreis",
    )


@pytest.fixture
def slides(event):
    return make.material(event, file=ContentFile(files.pdf("Dächer für alle", "Räder"), "folien.pdf"))


def names(folder):
    return sorted(Material._meta.get_field("file").storage.listdir(folder)[1])


def later():
    return time_machine.travel(timezone.now() + datetime.timedelta(days=2), tick=False)


def body(response):
    return b"".join(response.streaming_content)


def test_the_picture_itself_is_sent_until_a_size_is_made(visitor, event):
    address = "/veranstaltungen/kreis-1/bild/480.webp"
    before = visitor.get(address)
    assert (before.headers["Content-Type"], body(before)) == ("image/png", event.picture.open().read())
    prepare_later(event)
    after = visitor.get(address)
    with Image.open(io.BytesIO(body(after))) as size:
        assert (after.headers["Content-Type"], size.format, size.size) == ("image/webp", "WEBP", (480, 240))
    assert before.headers["ETag"] != after.headers["ETag"]
    assert after.headers["Content-Disposition"] == 'inline; filename="kreis-1-bild.webp"'
    assert [visitor.get(f"/veranstaltungen/kreis-1/bild/{width}.webp").status_code for width in (960, 1600, 481)] == [
        200, 200, 404
    ]  # fmt: skip
    assert len(names("events")) == 4


def test_a_page_offers_the_sizes_and_asks_for_none_of_them(visitor, event, slides):
    board = make.material(event, kind="image", file=ContentFile(files.picture(size=(700, 70)), "tafel.png"))
    page = visitor.get("/veranstaltungen/kreis-1/").content.decode()
    home = "/veranstaltungen/kreis-1/bild"
    assert f'srcset="{home}/480.webp 480w, {home}/960.webp 960w, {home}/1600.webp 1200w"' in page
    home = f"/veranstaltungen/kreis-1/material/{board.pk}"
    assert f'srcset="{home}/480.webp 480w, {home}/960.webp 700w"' in page
    assert f'<img src="{home}/" width="700" height="70" alt="" loading="lazy">' in page


def test_a_draft_keeps_its_sizes_to_itself(visitor, planner, event):
    board = make.material(
        event, kind="image", file=ContentFile(files.picture(size=(700, 70)), "tafel.png"), published_at=None
    )
    prepare_later(board)
    address = f"/veranstaltungen/kreis-1/material/{board.pk}/480.webp"
    assert visitor.get(address).status_code == 404
    seen = planner.get(address)
    assert (seen.headers["Content-Type"], seen.headers["Cache-Control"]) == (
        "image/webp",
        "private, no-store",
    )


def test_a_size_that_is_no_picture_is_not_found(visitor, slides):
    assert visitor.get(f"{slides.get_absolute_url()}480.webp").status_code == 404


def test_the_text_of_a_file_is_read_once_and_the_journal_says_so(slides):
    prepare_later(slides)
    slides.refresh_from_db()
    assert [page.splitlines()[0] for page in slides.file_text.split("\f")] == ["Dächer für alle", "Räder"]
    prepare_later(slides)
    assert Entry.objects.filter(act="read").values_list("kind", "key").get() == (
        "events.material",
        str(slides.pk),
    )


def test_the_text_of_a_draft_is_read_and_not_told(slides):
    Material.objects.update(published_at=None)
    prepare_all()
    slides.refresh_from_db()
    assert slides.file_text.startswith("Dächer")
    assert not Entry.objects.filter(act="read").exists()


def test_another_file_brings_another_text_size_and_name(slides):
    prepare_later(slides)
    before = slides.file.name
    slides.file = ContentFile(files.picture(size=(40, 30)), "bild.png")
    slides.save()
    slides.refresh_from_db()
    assert (slides.file_text, slides.file_width, slides.file_height) == ("", 40, 30)
    assert slides.file_bytes == slides.file.size
    assert slides.file.name not in {"", before}


def test_without_a_file_nothing_is_known_of_one(event):
    event.picture = ""
    event.picture_alt = ""
    event.save()
    event.refresh_from_db()
    assert (event.picture_width, event.picture_height) == (None, None)


def test_what_came_by_another_way_than_a_form_is_prepared_too(event, slides):
    assert prepare_all() == 2
    assert len(names("events")) == 4
    slides.refresh_from_db()
    assert slides.file_text
    assert prepare_all() == 0


def test_a_lost_or_damaged_file_stops_nothing(event, slides):
    slides.file.storage.delete(slides.file.name)
    with event.picture.storage.open(event.picture.name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
    prepare_all()
    assert len(names("events")) == 1


def test_files_of_things_that_are_gone_go_too_after_a_day(event, slides):
    prepare_all()
    Event.objects.update(picture="events/anderes.png", picture_width=1)
    Material.objects.all().delete()
    assert delete_strays() == []  # somebody may be saving them just now
    with later():
        said = io.StringIO()
        call_command("delete_stray_files", dry_run=True, stdout=said)
        assert said.getvalue().splitlines()[-1] == "5 files would be deleted."
        assert len(names("events")) == 4
        assert len(delete_strays()) == 5
    assert (names("events"), names("materials")) == ([], [])


def test_files_that_are_used_stay_with_their_sizes(event, slides):
    prepare_all()
    with later():
        assert delete_strays() == []
    assert len(names("events")) == 4


def test_the_example_takes_its_sizes_with_it(django_capture_on_commit_callbacks):
    call_command("make_example", stdout=io.StringIO())
    prepare_all()
    assert len(names("events")) == 4
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_example", stdout=io.StringIO())
    assert (names("events"), names("materials")) == ([], [])


def test_a_number_of_files_needs_the_same_queries_to_find_what_is_to_be_done(
    event, slides, django_assert_num_queries
):
    prepare_all()
    with django_assert_num_queries(6):
        assert list(keeping.unprepared()) == []
    for _ in range(2):
        make.material(event, file=ContentFile(b"%PDF-", "x.pdf"), file_text_of="")
    Material.objects.exclude(pk=slides.pk).delete()
    with django_assert_num_queries(6):
        assert list(keeping.unprepared()) == []
