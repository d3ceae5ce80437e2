"""The published results of a survey as files, and the codebook that explains them: the same for everyone, whoever asks."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from surveys.codebook import COLUMNS, STATES, VOICES, codes, remarks
from surveys.exporting import Encoder, csv_of, data_of, published, type_of
from surveys.views.pages import way_here


@require_safe
def results_csv(request, slug):
    """The released figures as a table for spreadsheets."""
    results = get_object_or_404(published(), survey__slug=slug)
    disposition = f'attachment; filename="{slug}.csv"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(csv_of(data_of(results)), "text/csv; charset=utf-8", headers=headers)


@require_safe
def results_json(request, slug):
    """The released figures for programs; the codebook says what the names mean, and `version` changes with them."""
    results = get_object_or_404(published(), survey__slug=slug)
    pages = {name: reverse(f"surveys:{name}", args=[slug]) for name in ("results", "codebook")}
    addresses = {name: request.build_absolute_uri(page) for name, page in pages.items()}
    return JsonResponse({**data_of(results), "addresses": addresses}, encoder=Encoder)


@require_safe
def codebook(request, slug):
    """What each column, name and code in the files means, and what was asked."""
    results = get_object_or_404(published(), survey__slug=slug)
    data = data_of(results)
    here = {"label": _("Results"), "url": results.get_absolute_url()}
    return render(
        request,
        "surveys/codebook.html",
        {
            "results": results,
            "survey": results.survey,
            "crumbs": [*way_here(results.survey), here],
            "remarks": remarks(data["survey"]),
            "columns": COLUMNS,
            "codes": codes(),
            "questions": [
                asked | {"kind": type_of(asked), "bases": bases(asked)} for asked in data["questions"]
            ],
        },
    )


def bases(asked):
    """(whose figures, n or None, in words why not) of everything that was counted of a question."""
    for figures in asked["figures"]:
        row = figures["row"]
        who = f"{VOICES[figures['voices']]}: {row['label']}" if row else VOICES[figures["voices"]]
        unknown = STATES["not_known" if figures["state"] == "shown" else figures["state"]]
        yield who, figures["n"], unknown
