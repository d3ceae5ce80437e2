"""How a lower room shows the rows of a higher one, which it must not import."""


def visible_behind(model, relation, user):
    """The rows behind `relation` of `model` (mostly a reverse one), as far as `user` may see them."""
    return model._meta.get_field(relation).related_model.objects.visible_to(user)
