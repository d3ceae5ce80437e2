"""The data set, its sources, the alliance, the survey, the topics, and what nobody knows."""

from circles.models import Topic
from klimakreise.alliance.models import (
    Alliance,
    AllianceGroup,
    Demand,
    DemandSet,
    MembershipStatement,
    Supporter,
)
from klimakreise.publishing.models import Source
from klimakreise.site.models import DataSet, KnownGap
from surveys.models import Question, Survey, Tally
from tests.site.leaves.checks import (
    COUNT,
    dated,
    field,
    line,
    no_rows,
    of_all,
    precision,
    source,
)

LANGUAGES = {"de": "Deutsch", "en": "Englisch"}
FIELDS = {
    "klima": "climate", "umwelt": "environment", "mobilitaet": "mobility", "stadtgruen": "green_space",
    "ernaehrung": "food", "wissenschaft": "science", "soziales": "social", "kultur": "culture",
    "hochschule": "university", "genossenschaft": "cooperative", "gesundheit": "health",
    "nachhaltigkeit": "sustainability", None: None,
}  # fmt: skip


def worked_on(row, value, record):
    """A topic's edition: it was chosen there, and a circle worked on it."""
    at = {"event__series__slug": "klimakreise", "event__number": value}
    return row.choices.filter(chosen=True, **at).exists() and row.circles.filter(**at).exists()


def tally(path, item, question, survey, root):
    return Tally.objects.get(
        option__question__survey__slug=survey["slug"],
        option__question__number=question["number"],
        option__number=path[-2] + 1,
    )


def option_group(row, value, record):
    return row.option.group.slug == value and row.option.label == row.option.group.name


DATED_COUNT = COUNT | {"as_of": of_all(dated("as_of")), "precision": of_all(precision("as_of"))}


PLACES = {
    "meta": (
        lambda path, *records: DataSet.objects.get(),
        {
            "title": field("title"),
            "locale": field("language"),
            "as_of": field("as_of"),
            "method": field("method"),
        },
    ),
    "sources.*": (
        lambda path, *records: Source.objects.get(key=path[1]),
        {"publisher": field("publisher"), "url": field("url")},
    ),
    "alliance": (
        lambda path, *records: Alliance.objects.get(),
        {
            **{
                name: field(name)
                for name in ("slug", "name", "short_name", "website", "contact_email", "legal_form")
            },
            **{
                name: field(name)
                for name in ("goal", "joining", "approach", "working_groups", "planning_team")
            },
            **{name: field(name) for name in ("member_list_complete", "member_list_note")},
            "groups_field_note": field("fields_note"),
            "languages_of_site.*": line("site_languages", LANGUAGES),
            "sources.*": source,
        },
    ),
    "alliance.founded": (
        lambda path, *records: Alliance.objects.get(),
        {
            "date": field("founded"),
            "time": field("founded_time"),
            "place": field("founded_place"),
            "sources.*": lambda row, value, record: (
                value in {found.key for found in row.founding_sources.all()}
            ),
        },
    ),
    "alliance.member_count_statements.*": (
        lambda path, item, *records: MembershipStatement.objects.filter(source__key__in=item["sources"]),
        DATED_COUNT,
    ),
    "alliance.groups.*": (
        lambda path, item, *records: AllianceGroup.objects.get(slug=item["slug"]),
        {"slug": field("slug"), "name": field("name"), "field": field("field", FIELDS), "sources.*": source},
    ),
    "alliance.demands.version": (
        lambda path, *records: DemandSet.objects.get(),
        {"label": field("label"), "date": field("date"), "sources.*": source},
    ),
    "alliance.demands": (lambda path, *records: DemandSet.objects.get(), {"addressee": field("addressee")}),
    "alliance.demands.items.*": (
        lambda path, item, *records: Demand.objects.get(slug=item["slug"]),
        {"number": field("number"), "slug": field("slug"), "title": field("title")},
    ),
    "survey": (
        lambda path, *records: Survey.objects.get(),
        {
            **{
                name: field(name)
                for name in ("slug", "title", "short_name", "identity_note", "audience", "tool")
            },
            **{name: field(name) for name in ("purpose", "respondents", "used_for", "raw_data_published")},
            "incomplete_answers_allowed": field("incomplete_answers_allowed"),
            "sources.*": source,
        },
    ),
    "survey.period": (
        lambda path, *records: Survey.objects.get(),
        {
            "start": dated("start"),
            "end": dated("end"),
            "precision": lambda row, value, record: row.start.precision == row.end.precision == value,
        },
    ),
    "survey.questions.*": (
        lambda path, item, *records: Question.objects.get(number=item["number"]),
        {
            **{name: field(name) for name in ("number", "text", "type", "answered_by", "options_total")},
            **{name: field(name) for name in ("percent_base", "note")},
            "options_known": lambda row, value, record: row.options.count() == value,
            "results": no_rows("options"),
        },
    ),
    "survey.questions.*.statistic": (
        lambda path, item, question, *records: Question.objects.get(number=question["number"]),
        {"label": field("statistic_label"), "mean": field("mean"), "sd": field("sd")},
    ),
    "survey.questions.*.results.*": (
        tally,
        {"group": option_group, "count": field("count"), "percent": field("percent")},
    ),
    "topics.*": (
        lambda path, item, root: Topic.objects.get(slug=item["slug"]),
        {"slug": field("slug"), "title": field("title"), "editions.*": worked_on},
    ),
    "supporter_notes.*": (
        lambda path, item, root: Supporter.objects.get(name=item["name"]),
        {"name": field("name"), "text": field("note"), "sources.*": source},
    ),
    "": (
        lambda path, *records: KnownGap.objects.all(),
        {"unknowns.*": lambda rows, value, record: [row.text for row in rows].count(value) == 1},
    ),
}
