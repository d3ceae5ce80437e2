"""A small event that never took place, to try out what the real data cannot show; every row of it says so."""

PREFIX = "beispiel-"  # begins the slug or key of what is no Publishable and so has no mark of its own
