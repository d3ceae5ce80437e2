"""Who is told by mail of what: an office of what is addressed to it and of comments on that, authors of replies.

What to tell is found by looking at what everybody sees now, not at the moment of publishing: what was scheduled appears
by itself, and what was withdrawn meanwhile is not told at all. What was told is remembered.
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from klimakreise.accounts.models import Department, User
from klimakreise.dialogue.desk import answerable, unanswered
from klimakreise.dialogue.models import Comment, NoReplyMail, Notice, NoticeItem
from klimakreise.dialogue.things import ANSWERABLE, name_of
from klimakreise.mailing.outbox import queue_many

AT_ONCE = 500  # comments in one run


@transaction.atomic
def tell():
    """Queue one mail for each person of each office that has news, and one for each reply; nobody is told twice."""
    list(Department.objects.select_for_update(no_key=True).order_by("pk"))  # one run after the other
    news = defaultdict(list)
    for office, thing in addressed_and_untold():
        news[office].append(thing)
    comments = comments_to_tell()
    for office, comment in comments_for_offices(comments):
        news[office].append({"comment_id": comment.pk})
    people = people_of(news)
    for office, things in news.items():
        if office in people:
            tell_office(office, things, people[office])
    tell_authors(comments)
    Comment.objects.filter(pk__in=[each.pk for each in comments]).update(told_at=timezone.now())


def addressed_and_untold():
    """What waits and was not told to its office: (pk of the office, {"result_id": pk}), the oldest first."""
    staffed = Department.objects.filter(people__is_active=True)
    for model in ANSWERABLE.values():
        name = name_of(model)
        told = NoticeItem.objects.filter(**{name: OuterRef("pk")}, notice__department=OuterRef("office"))
        waiting = unanswered(answerable(model)).filter(~Exists(told), office__in=staffed.values("pk"))
        for office, pk in waiting.order_by("since", "pk").values_list("office", "pk"):
            yield office, {f"{name}_id": pk}


def comments_to_tell():
    """Comments that everybody sees and that nobody was told of yet, the oldest first."""
    new = Comment.objects.visible_to(None).filter(told_at=None).select_related("parent__author")
    return list(new.order_by("created_at", "pk")[:AT_ONCE])


def comments_for_offices(comments):
    """Those of the comments that are on something addressed to an office, but its own: (pk of the office, comment)."""
    offices = {}
    for model in ANSWERABLE.values():
        name = name_of(model)
        keys = [key for each in comments if (key := getattr(each, f"{name}_id"))]
        found = answerable(model).filter(pk__in=keys, office__isnull=False)
        offices |= {(name, pk): office for pk, office in found.values_list("pk", "office")}
    for comment in comments:
        place = next(
            (
                (name, key)
                for name in map(name_of, ANSWERABLE.values())
                if (key := getattr(comment, f"{name}_id"))
            ),
            None,
        )
        office = offices.get(place)
        if office and office != comment.department_id:
            yield office, comment


def people_of(offices):
    """The active people of these offices who want such mails: {pk of the office: [User]}."""
    found = defaultdict(list)
    people = User.objects.filter(department__in=list(offices), is_active=True, no_office_mail=None)
    for user in people.order_by("pk"):
        found[user.department_id].append(user)
    return found


def tell_office(office, things, people):
    """Remember what the office is told, and queue the mail to each of its people."""
    notice = Notice.objects.create(department_id=office)
    NoticeItem.objects.bulk_create([NoticeItem(notice=notice, **thing) for thing in things])
    letters = [
        {
            "to": user.email,
            "about": notice.pk,
            "key": f"notice-{notice.pk}-{user.pk}",
            "language": user.language,
        }
        for user in people
    ]
    queue_many("dialogue/notice", letters)


def tell_authors(comments):
    """Queue a mail to whoever was replied to, unless it was by themselves or they want none."""
    quiet = set(NoReplyMail.objects.values_list("user_id", flat=True))
    letters = [
        {"to": author.email, "about": reply.pk, "key": f"reply-{reply.pk}", "language": author.language}
        for reply in comments
        if reply.parent
        and (author := reply.parent.author)
        and author.is_active
        and author.pk != reply.author_id
        and author.pk not in quiet
    ]
    queue_many("dialogue/reply", letters)
