from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klimakreise.alliance.models import Demand
from klimakreise.dialogue import talk
from klimakreise.dialogue.forms import CommentForm, HidingForm
from klimakreise.dialogue.models import Comment
from klimakreise.dialogue.things import COMMENTABLE, is_example, kind_of, name_of, visible_thing, word_for

ON_A_PAGE = 20


@require_safe
def comments(request, kind, pk):
    """What was said to one thing, newest first, each with its replies. Writing has a page of its own."""
    thing = visible_thing(COMMENTABLE, kind, pk, request.user)
    said = comments_on(thing, request.user)
    page = Paginator(said.in_place(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"thing": thing, "page_obj": page, "is_open": thing.is_visible(), **frame_of(thing)}
    return render(request, "dialogue/comments.html", context)


@require_safe
def comment_place(request, pk):
    """Lead to the page on which a comment stands."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=pk)
    first = comment.parent or comment
    newer = comments_on(comment.subject, request.user).in_place(request.user)
    number = newer.filter(created_at__gt=first.created_at).count() // ON_A_PAGE + 1
    query = {"page": number} if number > 1 else None
    return redirect(f"{address_of(comment.subject, query)}#kommentar-{pk}")


@login_required
def comment_add(request, kind, pk):
    """Write a comment on what everybody sees, or with `?antwort=` a reply."""
    thing = visible_thing(COMMENTABLE, kind, pk, None)
    parent = None
    if "antwort" in request.GET:
        shown = comments_on(thing, None).filter(parent=None, state=talk.State.SHOWN)
        parent = get_object_or_404(shown.with_names(), pk=number_in(request.GET["antwort"]))
    form = CommentForm(talk.voices_of(request.user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="comment"):
            subject = parent.subject if parent else thing
            comment = talk.write(request.user, subject, form.cleaned_data["text"], form.chosen_voice, parent)
            messages.success(request, what_becomes_of(comment))
            return redirect(comment)
        form.add_error(
            None, _("That were many comments in a short time. Your text is still here: send it later.")
        )
    context = {"thing": thing, "parent": parent, "form": form, **frame_of(thing)}
    return render(
        request, "dialogue/comment_form.html", context, status=429 if form.non_field_errors() else 200
    )


@login_required
def comment_withdraw(request, pk):
    """Take back one's own comment: asked for by GET, done by POST."""
    own = Comment.objects.filter(author=request.user, state__in=[talk.State.SHOWN, talk.State.WAITING])
    comment = get_object_or_404(own.with_names(), pk=pk)
    if request.method == "POST":
        talk.withdraw(comment)
        messages.success(request, _("The comment is withdrawn, and its text is deleted."))
        return redirect(address_of(comment.subject))
    return render(request, "dialogue/comment_act.html", {**about(comment), "act": "withdraw"})


@login_required
def comment_hide(request, pk):
    """A planner hides a comment, with a reason that is shown in its place."""
    comment = for_planners(request, pk)
    form = HidingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        talk.hide(comment, form.cleaned_data["reason"])
        messages.success(request, _("The comment is hidden."))
        return redirect(address_of(comment.subject))
    return render(request, "dialogue/comment_act.html", {**about(comment), "act": "hide", "form": form})


@login_required
def comment_show(request, pk):
    """A planner approves a comment that waits, or shows one again."""
    comment = for_planners(request, pk)
    if request.method == "POST":
        talk.show(comment)
        messages.success(request, _("The comment is shown."))
        return redirect(comment)
    return render(request, "dialogue/comment_act.html", {**about(comment), "act": "show"})


def for_planners(request, pk):
    if not request.user.sees_drafts:
        raise Http404
    return get_object_or_404(Comment.objects.exclude(state=talk.State.WITHDRAWN).with_names(), pk=pk)


def comments_on(thing, user):
    """The comments on a thing that `user` may see: on a demand those on all its versions."""
    if isinstance(thing, Demand):
        things = Demand.objects.visible_to(user).filter(
            slug=thing.slug, demand_set__is_example=thing.demand_set.is_example
        )
    else:
        things = [thing]
    return Comment.objects.filter(**{f"{name_of(thing)}__in": things})


def frame_of(thing):
    return {
        "kind": kind_of(thing),
        "word": word_for(thing),
        "is_example": is_example(thing),
        "crumbs": [{"label": str(thing), "url": thing.get_absolute_url(), "german": True}],
    }


def about(comment):
    return {"comment": comment, "thing": comment.subject, **frame_of(comment.subject)}


def address_of(thing, query=None):
    return reverse("dialogue:comments", args=[kind_of(thing), thing.pk], query=query)


def number_in(text):
    """The number that `text` is, or 0; SQLite and PostgreSQL know none beyond 64 bits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def what_becomes_of(comment):
    if comment.is_waiting:
        return _("Thank you. The planning team looks at the comment before it appears.")
    return _("The comment is shown.")
