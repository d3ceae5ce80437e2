"""The measures as a list in CSV, without their reports; groups, demands and topics are named by their slug."""

from circles.models import Measure, Topic
from klimakreise.accounts.models import Department
from klimakreise.alliance.models import Demand
from klimakreise.publishing.cells import ChoiceWidget, PartialDateWidget, ReferenceWidget, column
from klimakreise.publishing.exchange import PlanningResource


class MeasureResource(PlanningResource):
    slug = column("Kürzel", "slug")
    title = column("Titel", "title")
    description = column("Beschreibung", "description")
    plan_reference = column("Nummer im Plan", "plan_reference")
    department = column("Amt", "department", ReferenceWidget(Department))
    demand = column("Forderung", "demand", ReferenceWidget(Demand))
    topic = column("Thema", "topic", ReferenceWidget(Topic))
    assessment = column("Bewertung", "assessment", ChoiceWidget(Measure.Assessment))
    assessment_date = column(
        "Bewertet am", "assessment_date", PartialDateWidget(Measure._meta.get_field("assessment_date"))
    )
    assessment_note = column("Begründung", "assessment_note")

    class Meta(PlanningResource.Meta):
        model = Measure
        fields = [
            "slug", "title", "description", "plan_reference", "department", "demand", "topic", "assessment",
            "assessment_date", "assessment_note",
        ]  # fmt: skip

    def get_queryset(self):
        return super().get_queryset().select_related("department", "demand", "topic")
