"""The planning team's logo is shown on every page and sent so that it can do nothing."""

from django.core.files.base import ContentFile

from klimakreise.site.models import Identity
from tests import make
from tests.files import A_PNG


def test_without_a_logo_there_is_none_and_no_page_asks_for_it(visitor, db):
    assert visitor.get("/logo/").status_code == 404
    assert "/logo/" not in visitor.get("/quellen/").content.decode()


def test_the_logo_on_a_page_is_an_address_that_sends_it(visitor, db):
    identity = make.make(Identity, name="Klimakreis Musterstadt", logo=ContentFile(A_PNG, "x.png"))
    assert (
        '<img src="/logo/" width="1" height="1" alt=""></picture>'
        in visitor.get("/quellen/").content.decode()
    )
    assert (
        '<source type="image/webp" srcset="/en/logo/480.webp 1w" sizes="14rem">'
        in visitor.get("/en/quellen/").content.decode()
    )
    response = visitor.get("/logo/")
    assert b"".join(response.streaming_content) == identity.logo.open().read()
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"] == 'inline; filename="klimakreis-musterstadt-logo.png"'
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, no-cache"
    again = visitor.get("/logo/", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_logo_that_the_store_has_lost_is_not_found(visitor, db):
    identity = make.make(Identity, logo=ContentFile(A_PNG, "x.png"))
    identity.logo.storage.delete(identity.logo.name)
    assert visitor.get("/logo/").status_code == 404
    assert visitor.get("/quellen/").status_code == 200
