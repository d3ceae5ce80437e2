"""Where people stand in the space of opinions, which groups they form, and points that show nobody alone. The arithmetic of
`surveys/opinions.py`, which says the rules and imports this when a map is drawn: it needs numpy.

Places are arrays of shape (people, 2); labels say the group of each person. People are computed in the order of their answers.
"""

import numpy as np

MOST_GROUPS = 5
CLEAR = (
    0.4  # a silhouette below is no division: independent answers of 100 people and more reach 0.34 to 0.43
)
SHUFFLES = 19  # the first component is no chance (5 %) if it explains more than those of so many dealings
ROUNDS = 100  # of k-means, at most
MOST_SPOTS = 800
STEPS = (1e-6, 1 / 64, 1 / 32, 1 / 16)  # of the grid on which places become spots, by the width of the map
MOST_POINTS = 120
NEAR = 1e-9


def table(votes):
    """Answers of shape (people, statements); nan is no answer."""
    answers = np.array(votes, dtype=float)
    return answers if answers.ndim == 2 else np.empty((0, 0))


def placed(answers, enough):
    """Who answered enough, sorted by their answers: the order of equal ones does not matter, and no other order remains."""
    seen = ~np.isnan(answers)
    enough = max(min(enough, np.count_nonzero(seen.any(axis=0))), 1)
    people = np.flatnonzero(seen.sum(axis=1) >= enough)
    return people[np.lexsort(np.nan_to_num(answers[people], nan=2).T[::-1])] if len(people) else people


def divide(answers, least):
    """(places, labels, silhouette) of sorted people; one group and None where there are no clear groups."""
    places = project(answers)
    labels, silhouette = clearest(places, least)
    if silhouette is not None and (silhouette < CLEAR or not hangs_together(answers)):
        labels, silhouette = np.zeros_like(labels), None
    return places, by_size(labels, places), silhouette


def hangs_together(answers):
    """Horn's parallel analysis (1965): whether the first component explains more than that of all maps whose answers are dealt out
    anew, statement by statement, among those who gave them. The dice are always the same.
    """
    dice = np.random.default_rng(5)
    explained = np.linalg.eigvalsh(scatter(centred(answers)))[-1]
    for _ in range(SHUFFLES):
        dealt = answers.copy()
        for column in dealt.T:
            seen = ~np.isnan(column)
            column[seen] = dice.permutation(column[seen])
        if np.linalg.eigvalsh(scatter(centred(dealt)))[-1] >= explained * (1 - NEAR):
            return False
    return True


# --- places ---


def centred(answers):
    """Answers less the mean of their statement; 0 where there is none."""
    seen = ~np.isnan(answers)
    means = np.where(seen, answers, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return np.where(seen, answers - means, 0)


def scatter(deviations):
    return deviations.T @ deviations


def project(answers):
    """The places of people on the first two principal components; the furthest coordinate is 1."""
    seen = ~np.isnan(answers)
    stretch = np.sqrt(np.count_nonzero(seen.any(axis=0)) / seen.sum(axis=1))
    deviations = centred(answers)
    places = deviations @ components(scatter(deviations)) * stretch[:, None]
    return places / max(np.abs(places).max(), NEAR)


def components(spread):
    """Shape (statements, 2); a component along which nobody differs is zero."""
    values, vectors = np.linalg.eigh(spread)
    found = np.zeros((len(values), 2))
    for place in range(min(2, len(values))):
        value, vector = values[-1 - place], vectors[:, -1 - place]
        if value > NEAR * max(values[-1], NEAR):
            heaviest = np.argmax(np.abs(vector).round(6))
            found[:, place] = vector * np.sign(vector[heaviest])
    return found


# --- groups ---


def clearest(places, least):
    """(labels, silhouette) of the division with the best silhouette, of equal ones that into fewer groups; or one group and None."""
    where, spots, people = to_spots(places)
    squares = ((spots[:, None, 0] - spots[:, 0]) ** 2) + ((spots[:, None, 1] - spots[:, 1]) ** 2)
    distances = np.sqrt(squares)
    centres = np.average(spots, axis=0, weights=people)[None]
    best, silhouette = np.zeros(len(spots), dtype=int), None
    for _ in range(2, min(MOST_GROUPS, len(spots)) + 1):
        centres = settled(spots, people, one_more(spots, people, centres, squares))
        labels = large_enough(spots, people, centres, least)
        if labels.max() == 0:
            continue
        found = mean_silhouette(distances, people, labels)
        if silhouette is None or found > silhouette + NEAR:
            best, silhouette = labels, found
    return best[where], silhouette


def to_spots(places):
    """(spot of each person, places of the spots, people at each): near ones stand together where there are too many."""
    for step in STEPS:
        cells, where, people = np.unique(
            np.round(places / step), axis=0, return_inverse=True, return_counts=True
        )
        if len(cells) <= MOST_SPOTS:
            break
    where = where.ravel()
    spots = np.stack([np.bincount(where, weights=axis) / people for axis in places.T], axis=1)
    return where, spots, people


def nearest(spots, centres):
    """(the nearest centre of each spot, the square of its distance)."""
    squares = ((spots[:, None] - centres) ** 2).sum(axis=2)
    return squares.argmin(axis=1), squares.min(axis=1)


def one_more(spots, people, centres, squares):
    """The centres and the spot that would take most from the sum of squares (fast global k-means, Likas et al. 2003): no chance."""
    _labels, near = nearest(spots, centres)
    gain = np.maximum(near - squares, 0) @ people
    return np.vstack([centres, spots[np.argmax(gain.round(9))]])


def settled(spots, people, centres):
    """The centres after Lloyd's k-means; one that nobody is nearest to stays."""
    before = None
    for _ in range(ROUNDS):
        labels, _near = nearest(spots, centres)
        if before is not None and (labels == before).all():
            break
        before = labels
        sizes = np.bincount(labels, weights=people, minlength=len(centres))[:, None]
        sums = [np.bincount(labels, weights=people * axis, minlength=len(centres)) for axis in spots.T]
        centres = np.where(sizes > 0, np.stack(sums, axis=1) / np.maximum(sizes, 1), centres)
    return centres


def large_enough(spots, people, centres, least):
    """Labels; the people of a group with fewer than `least` go to the nearest other one, the smallest group first."""
    while True:
        labels, _near = nearest(spots, centres)
        sizes = np.bincount(labels, weights=people, minlength=len(centres))
        if sizes.min() >= least or len(centres) == 1:
            return labels
        centres = np.delete(centres, sizes.argmin(), axis=0)


def mean_silhouette(distances, people, labels):
    """Rousseeuw 1987, over people: those at one spot have no distance, and who is alone in a group counts 0."""
    member = np.eye(labels.max() + 1)[labels]
    sizes = people @ member
    sums = distances @ (member * people[:, None])
    own = sums[member == 1] / np.maximum(sizes[labels] - 1, 1)
    other = np.where(member == 1, np.inf, sums / sizes).min(axis=1)
    widest = np.maximum(own, other)
    values = np.where((sizes[labels] > 1) & (widest > 0), (other - own) / np.maximum(widest, NEAR), 0)
    return float(np.average(values, weights=people))


def by_size(labels, places):
    """Labels numbered anew: the largest group is 0; of equal ones the one whose mean is further left, then further down."""

    def rank(label):
        members = places[labels == label]
        return (-len(members), *members.mean(axis=0).round(6).tolist())

    ranks = {label: number for number, label in enumerate(sorted(set(labels.tolist()), key=rank))}
    return np.array([ranks[label] for label in labels.tolist()], dtype=int)


# --- points ---


def aggregate(places, labels, least):
    """(x, y, people, group) of points: neighbours of one group, at least `least` and about as many more as keep the points below
    MOST_POINTS. The furthest coordinate of a point is 1; those that fall on the same place are one.
    """
    size = max(least, -(-len(places) // MOST_POINTS))
    points = [
        (members.mean(axis=0), len(members), label)
        for label in range(labels.max() + 1)
        for members in neighbours(places[labels == label], size)
    ]
    furthest = max(np.abs([middle for middle, _people, _label in points]).max(), NEAR)
    together: dict[tuple[float, float, int], int] = {}
    for middle, people, label in points:
        x, y = (middle / furthest).round(2).tolist()
        key = (x + 0.0, y + 0.0, label)  # no -0.0
        together[key] = together.get(key, 0) + people
    return [(x, y, people, label) for (x, y, label), people in together.items()]


def neighbours(places, size):
    """Places cut in half across their longer side, and again, while each half has `size`."""
    if len(places) < 2 * size:
        return [places]
    axis = int(np.ptp(places, axis=0).round(9).argmax())
    order = np.lexsort((places[:, 1 - axis], places[:, axis]))
    half = len(places) // 2
    return neighbours(places[order[:half]], size) + neighbours(places[order[half:]], size)
