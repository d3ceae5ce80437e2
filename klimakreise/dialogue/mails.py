"""What the dialogue writes to the people of an office and to authors; looked up when it is sent, so nothing hidden goes out."""

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klimakreise.dialogue.desk import answerable, unanswered
from klimakreise.dialogue.models import Comment, NoReplyMail, Notice
from klimakreise.dialogue.things import ANSWERABLE, name_of, with_parents, word_for
from klimakreise.mailing.registry import absolute, mail

SALT = "dialogue.no-reply-mail"


@mail("dialogue/notice", _("What is new for a department"))
def notice(pk):
    """What an office was told of, as far as it still waits or is shown."""
    found = Notice.objects.select_related("department").filter(pk=pk).first()
    if found is None:
        return None
    things = [thing for model in ANSWERABLE.values() for thing in still_waiting(found, model)]
    comments = Comment.objects.visible_to(None).filter(pk__in=found.items.values("comment")).with_names()
    told = {
        "things": [
            {"word": str(word_for(thing)), "title": str(thing), "address": absolute(thing.get_absolute_url())}
            for thing in things
        ],
        "comments": [
            {"name": str(each.name), "title": str(each.subject), "address": absolute(each.get_absolute_url())}
            for each in comments.order_by("created_at", "pk")
        ],
    }
    if not any(told.values()):
        return None
    count = sum(map(len, told.values()))
    pages = {"desk": "dialogue:desk", "choice": "dialogue:mail_choice"}
    links = {name: absolute(reverse(route)) for name, route in pages.items()}
    return {"context": {**told, **links, "count": count, "department": found.department.name}}


def still_waiting(found, model):
    """The things of `model` in a Notice that its office has still to answer."""
    keys = found.items.exclude(**{name_of(model): None}).values(name_of(model))
    waiting = unanswered(answerable(model)).filter(office=found.department_id, pk__in=keys)
    return with_parents(waiting).order_by("since", "pk")


@mail("dialogue/reply", _("Reply to a comment"))
def reply(pk):
    """That somebody replied; not to whoever left or wants no such mail any more."""
    shown = Comment.objects.visible_to(None).with_names().select_related("parent__author")
    found = shown.filter(pk=pk, parent__author__isnull=False).first()
    if found is None or NoReplyMail.objects.filter(user=found.parent.author).exists():
        return None
    token = signing.dumps(found.parent.author_id, salt=SALT)
    return {
        "context": {
            "name": str(found.name),
            "title": str(found.subject),
            "address": absolute(found.get_absolute_url()),
            "stop": absolute(reverse("dialogue:no_reply_mail", args=[token])),
        }
    }
