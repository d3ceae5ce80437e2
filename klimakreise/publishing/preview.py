"""Preview links: whoever has one sees one draft, with the drafts that hang on it, as if it were published.

The link holds the signed number of a row; the row says how long it is valid and whether it was revoked.
"""

import datetime
import re
import uuid
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.http import Http404, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

SIGNER = Signer(sep=".", salt="klimakreise.preview")
ROOMS = {"events", "circles", "surveys", "dialogue", "alliance", "site"}
KEEP_OVER = datetime.timedelta(days=30)  # so long a link says that it is over; then it is as if never made
ADDRESSES = re.compile(r'(?P<head>\s(?:href|src)=")(?P<address>/[^"#?]*)')


class PreviewLink(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["kind", "key"], name="preview_link_of_a_thing")]

    def __str__(self):
        return f"{self.kind} {self.key}"

    def get_absolute_url(self):
        return reverse("publishing:preview", args=[self.token])

    @classmethod
    def of(cls, thing):
        return cls.objects.filter(kind=thing._meta.label_lower, key=str(thing.pk))

    @property
    def is_valid(self):
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def token(self):
        return SIGNER.sign(self.pk.hex)

    def thing(self):
        """What it shows, or None if that is gone."""
        return apps.get_model(self.kind).objects.filter(pk=self.key).first()


class Previewer(AnonymousUser):
    """Somebody without an account who sees one draft."""

    def __init__(self, thing):
        super().__init__()
        self.previews = thing


def shown_to(previewer, model, moment):
    """The condition under which a previewer sees rows of `model` at `moment`.

    It is visible to everyone; or it is the previewed thing, or hangs on it and on nothing else that is a draft; or the
    previewed thing hangs on it, whose page could not be shown without naming it.
    """
    thing = previewer.previews
    above = Q(pk__in=[each.pk for each in ancestors(thing) if isinstance(each, model)])
    return model.visibility(moment) | as_if_out(model, thing, moment) | above


def as_if_out(model, thing, moment, prefix=""):
    """As `visibility`, but the `thing` and what hangs on it counts as published."""
    condition = Q()
    if hasattr(model, "published_at"):
        condition &= Q(**{f"{prefix}published_at__lte": moment}) | hangs(model, thing, prefix)
    for name in model.hangs_on:
        column = model._meta.get_field(name)
        parent = as_if_out(column.related_model, thing, moment, f"{prefix}{name}__")
        condition &= parent | Q(**{f"{prefix}{name}__isnull": True}) if column.null else parent
    return Q(**{f"{prefix}pk": thing.pk}) | condition if model is type(thing) else condition


def hangs(model, thing, prefix=""):
    """The condition under which rows of `model` hang on the `thing`, directly or through others."""
    condition = Q(**{f"{prefix}pk__in": []})
    for name in model.hangs_on:
        parent = model._meta.get_field(name).related_model
        if parent is type(thing):
            condition |= Q(**{f"{prefix}{name}": thing.pk})
        condition |= hangs(parent, thing, f"{prefix}{name}__")
    return condition


def ancestors(thing):
    """What the thing hangs on, and what that hangs on."""
    for name in thing.hangs_on:
        if parent := getattr(thing, name):
            yield parent
            yield from ancestors(parent)


@require_safe
def preview(request, token, address=""):
    """The page of the draft that the link is for, or another public page at `address`, as its reader sees it."""
    link = read(token)
    thing = link.thing() if link.is_valid else None
    if thing is None:
        return sealed(render(request, "publishing/preview_over.html", {"link": link}, status=410))
    home = reverse("site:home")
    page = urlsplit(f"{home}{address}" if address else thing.get_absolute_url())
    try:
        match = resolve(page.path)
    except Resolver404 as error:
        raise Http404 from error
    if match.app_name not in ROOMS:
        raise Http404
    request.user, request.preview = Previewer(thing), link
    if not address and page.query:
        request.GET = QueryDict(page.query)
    response = match.func(request, *match.args, **match.kwargs)
    return sealed(within(response, home, link.get_absolute_url()))


def read(token):
    """The PreviewLink of a token; Http404 if nobody has ever made it."""
    try:
        return PreviewLink.objects.get(pk=SIGNER.unsign(token))
    except (BadSignature, PreviewLink.DoesNotExist) as error:
        raise Http404 from error


def sealed(response):
    """Keep the secret of the address: no cache, no search engine, no other site learns of it."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def forget_links(now):
    """Delete the links that ran out, or were revoked, 30 days before `now` (aware datetime)."""
    over = Q(expires_at__lt=now - KEEP_OVER) | Q(revoked_at__lt=now - KEEP_OVER)
    PreviewLink.objects.filter(over).delete()


def within(response, home, start):
    """Let the links and pictures of a page lead on within the preview."""
    if hasattr(response, "render"):
        response.render()
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return response

    def lead(found):
        return f"{found['head']}{start}{found['address'].removeprefix(home)}" if leads(found) else found[0]

    def leads(found):
        try:
            return found["address"].startswith(home) and resolve(found["address"]).app_name in ROOMS
        except Resolver404:
            return False

    response.content = ADDRESSES.sub(lead, response.content.decode()).encode()
    return response
