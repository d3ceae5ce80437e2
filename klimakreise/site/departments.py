"""The offices of this city."""

from klimakreise.accounts.models import Department


def real_departments():
    """The departments of this city, without the one that the example invents for its results."""
    departments = Department.objects.exclude(results__is_example=True).exclude(measures__is_example=True)
    return departments.exclude(statements__is_example=True)
