"""The alliance's groups as a list in CSV. The columns are German: the list is for the people who keep it."""

from klimakreise.alliance.models import AllianceGroup
from klimakreise.publishing.cells import ChoiceWidget, PartialDateWidget, column
from klimakreise.publishing.exchange import PlanningResource


class GroupResource(PlanningResource):
    slug = column("Kürzel", "slug")
    name = column("Name", "name")
    field = column("Bereich", "field", ChoiceWidget(AllianceGroup.Field))
    description = column("Beschreibung", "description")
    website = column("Website", "website")
    contact_email = column("Kontaktadresse", "contact_email")
    joined = column("Beigetreten", "joined", PartialDateWidget(AllianceGroup._meta.get_field("joined")))
    left = column("Ausgetreten", "left", PartialDateWidget(AllianceGroup._meta.get_field("left")))

    class Meta(PlanningResource.Meta):
        model = AllianceGroup
        fields = ["slug", "name", "field", "description", "website", "contact_email", "joined", "left"]
