"""The survey: its questions, and what was published of the answers."""

from klimakreise.site.loading.counts import PRECISION, cut, is_precise
from klimakreise.site.loading.leaves import Flag, Moment, Number, Reference, Text, Whole, Word
from klimakreise.site.loading.schema import SOURCES, List, Record
from surveys.models import Option, Question, Survey, SurveyResults, Tally


def options_are_counted(item):
    """The known options are the rows of options; the file says their number too, and must say the right one."""
    if item.options_known not in (None, len(item.results)):
        yield (
            "options_known",
            f"“options_known” is {item.options_known}, but {len(item.results)} results are listed",
        )


QUESTION = Record(
    named_by="number",
    number=Whole(required=True),
    text=Text(),
    type=Word(Question.Type.values),
    note=Text(),
    answered_by=Whole(),
    options_total=Whole(),
    options_known=Whole(apart=True),
    percent_base=Text(),
    statistic=Record(inline=True, label=Text("statistic_label"), mean=Number(), sd=Number()),
    results=List(
        Record(
            named_by="group",
            group=Reference("group", required=True),
            count=Whole(required=True),
            percent=Number(),
        ),
        apart=True,
    ),
    check=options_are_counted,
)
SURVEY = Record(
    slug=Text(names="survey", required=True),
    title=Text(required=True),
    short_name=Text(),
    identity_note=Text(),
    audience=Text(),
    period=Record(
        start=Moment(apart=True),
        end=Moment(apart=True),
        precision=PRECISION,
        check=lambda item: is_precise(item, "start", "end"),
    ),
    tool=Text(),
    purpose=Text(),
    respondents=Whole(),
    incomplete_answers_allowed=Flag(),
    raw_data_published=Flag(),
    used_for=Text(),
    sources=SOURCES,
    questions=List(QUESTION, apart=True),
)


def keep_survey(store, item):
    period = item.period
    survey = store.keep(
        Survey,
        item,
        {"slug": item.slug},
        start=cut(period.start, period.precision) if period else None,
        end=cut(period.end, period.precision) if period else None,
        sources=store.sources(item.sources),
    )
    store["survey", item.slug] = survey
    results = None
    if any(question.results for question in item.questions):
        results = store.keep(SurveyResults, item.bare("results"), {"survey": survey})
    for question in item.questions:
        row = store.keep(Question, question, {"survey": survey, "number": question.number}, owner=survey)
        keep_results(store, question, row, results)


def keep_results(store, item, question, results):
    identities = [f"{Option._meta.label_lower} {question.pk} {result.group}" for result in item.results]
    store.free_numbers(Option, [(identity, place) for place, identity in enumerate(identities, 1)])
    for number, (result, identity) in enumerate(zip(item.results, identities, strict=True), 1):
        group = store["group", result.group]
        by = {"question": question, "group": group}
        values = {"number": number, "label": group.name}
        option = store.keep(Option, result.bare(), by, identity=identity, owner=question.survey, **values)
        store.keep(Tally, result, {"option": option}, owner=results, results=results)
