from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def figure(value):
    """Show a number in the reader's language without zeros that say nothing: 28.90 is “28,9” in German."""
    if value is None or value == "":
        return ""
    digits = f"{Decimal(value):f}"
    return number_format(
        Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits), force_grouping=True
    )


@register.filter
def percent(value):
    """Show a percentage with one decimal, on one line with its sign: “76,2 %” in German."""
    return f"{number_format(value, decimal_pos=1)}\u00a0%"
