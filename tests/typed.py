"""What a browser would send for a form of the admin as it stands on the page, with what somebody typed into it."""


def typed(page, **changes):
    """The data of the form on the response `page`, with `changes`; a value of None leaves a field (a tick) out."""
    forms = [page.context["adminform"].form]
    for parts in page.context["inline_admin_formsets"]:
        forms += [parts.formset.management_form, *parts.formset.forms]
    data = {"_opened_with": page.context.get("opened_with")}
    for form in forms:
        data |= {field.html_name: sent(field) for field in form}
        data |= {
            field.html_initial_name: field.field.hidden_widget().format_value(field.value()) or ""
            for field in form
            if field.field.show_hidden_initial
        }
    return {name: value for name, value in {**data, **changes}.items() if value not in (None, False)}


def sent(field):
    value = field.field.bound_data(field.data, field.initial) if field.form.is_bound else field.value()
    widget = getattr(field.field.widget, "widget", field.field.widget)  # an admin's wrapper around it
    if hasattr(widget, "format_value") and getattr(widget, "input_type", "") not in {
        "file",
        "checkbox",
        "select",
    }:
        return widget.format_value(value) or ""
    if getattr(widget, "input_type", "") == "file":
        return None
    if isinstance(value, list | tuple):
        return [getattr(each, "pk", each) for each in value]
    return "" if value is None else value


def part(prefix, number, **values):
    """The data of one more part in a formset: part("agenda_items", 0, title="…")."""
    return {f"{prefix}-{number}-{name}": value for name, value in values.items()}


def faults(page):
    """The messages of a refused form by field name; of parts as "prefix-number-field"; of a whole as "" or "prefix"."""
    form = page.context["adminform"].form
    found = {("" if name == "__all__" else name): list(messages) for name, messages in form.errors.items()}
    for parts in page.context["inline_admin_formsets"]:
        for part_form in parts.formset.forms:
            found |= {
                part_form.add_prefix("" if name == "__all__" else name): list(messages)
                for name, messages in part_form.errors.items()
            }
        if parts.formset.non_form_errors():
            found[parts.formset.prefix] = list(parts.formset.non_form_errors())
    return found
