"""In which order people on the list of speakers could be called, so that not always the same are heard. A host decides."""

from collections import Counter


def suggest(waiting, spoken):
    """The order in which to call those who wait, as a list of the places in `waiting`.

    `waiting` is [(person, sector)] in the order of asking, `spoken` [(person, sector)] of the speeches so far, whoever speaks
    now being the last; persons are keys, sectors any text, "" for those who gave none. Called next is always

    1. who has spoken least often, so that nobody comes again before everybody on the list was heard,
    2. of these, whose sector has spoken least often, each suggestion counted as if it had been called,
    3. of these, whose sector is not that of the speaker before,
    4. of these, who asked first.

    These are the rules of lists with first speakers first (Erstredeliste), balanced by sectors instead of by sex.
    """
    often = Counter(person for person, _sector in spoken)
    heard = Counter(sector for _person, sector in spoken)
    before = spoken[-1][1] if spoken else None
    left, order = list(range(len(waiting))), []
    while left:

        def rank(place, before=before):
            person, sector = waiting[place]
            return often[person], heard[sector], sector == before, place

        chosen = min(left, key=rank)
        left.remove(chosen)
        order.append(chosen)
        person, before = waiting[chosen]
        often[person] += 1
        heard[before] += 1
    return order
