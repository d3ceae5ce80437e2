from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from klimakreise.site.search.asking import Question
from klimakreise.site.search.finding import find
from klimakreise.site.search.forms import SearchForm
from klimakreise.site.search.hits import hits


@require_safe
def search(request):
    """What fits the words in `q`, narrowed by kind, event and topic; help where there are no words."""
    question = Question.of(request.GET.get("q", ""))
    form = SearchForm({**request.GET.dict(), "q": question.text})
    context = {"form": form, "question": question}
    if question.terms:
        answer = find(question, page_number(request), **form.filters)
        context |= {"answer": answer, "hits": hits(answer.entries, question), "page_obj": answer.page}
    return render(request, "site/search.html", context)


@require_safe
def search_description(request):
    """An OpenSearch description (version 1.1), so that a browser can offer this search."""
    return render(
        request,
        "site/opensearch.xml",
        {"address": request.build_absolute_uri(reverse("site:search"))},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


def page_number(request):
    """The number of the page asked for; 1 where that is no number of a page."""
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else 1
