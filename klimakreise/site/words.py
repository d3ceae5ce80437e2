"""Words of Django's admin that its own German catalogue lacks or misses the sense of (6.1.3); ours takes them up."""

from django.utils.translation import gettext_noop, ngettext_lazy

WORDS = [
    gettext_noop("- Select an option -"),
    gettext_noop("Run"),
    gettext_noop("Save and continue editing"),  # "sichern" there, "speichern" here
    gettext_noop("Save and add another"),
    gettext_noop("Save and view"),
    gettext_noop("Remove"),  # there, but as "remove the chosen ones"
    gettext_noop("Filter by %(field_name)s"),
    gettext_noop("Search %(name)s"),
    gettext_noop("Pagination %(name)s"),
    gettext_noop("Pagination %(name)s entries"),
    gettext_noop("No %s matches the given query."),
    gettext_noop("%(model)s instance with %(field)s %(value)r is not a valid choice."),
    gettext_noop(
        "Are you sure you want to delete the %(object_name)s “%(escaped_object)s”? "
        "All of the following related items will be deleted:"
    ),
    gettext_noop(
        "Deleting the %(object_name)s “%(escaped_object)s” would require deleting the following protected "
        "related objects:"
    ),
    gettext_noop(
        "Deleting the %(object_name)s “%(escaped_object)s” would result in deleting related objects, but your "
        "account doesn't have permission to delete the following types of objects:"
    ),
    ngettext_lazy("…and %(count)d more object.", "…and %(count)d more objects.", "count"),
]
