"""Random ratings and short ways to make them, shared by the tests of agreement."""

import numpy as np
import pytest

from annotate_tui.agreement.ratings import Cell, Ratings, Scale


@pytest.fixture(scope="session")
def make_ratings():
    """A function that makes Ratings from a table of codes."""

    def make(codes, scale="nominal", values=None, cluster_size=None, **more):
        codes = np.asarray(codes)
        n_units, n_annotators = codes.shape
        if values is None:
            top = 0 if Scale(scale).numeric else int(codes.max(initial=0))
            values = () if Scale(scale).numeric else tuple(f"v{k}" for k in range(top + 1))
        if cluster_size:
            places = np.arange(n_units) // cluster_size
            more["clusters"] = places.astype(np.int32)
            more["cluster_names"] = tuple(f"article {i:04d}" for i in range(int(places.max()) + 1))
        return Ratings(
            codes=codes,
            values=tuple(values),
            scale=Scale(scale),
            annotators=tuple(f"annotator {g}" for g in range(n_annotators)),
            units=[f"unit {i}" for i in range(n_units)],
            **more,
        )

    return make


@pytest.fixture(scope="session")
def simulate():
    """A function that makes codes (units × annotators) whose articles differ in content and clarity."""

    def make(random, n_articles, size, n_annotators, prevalence, missing=0.1):
        prevalence = np.asarray(prevalence, float)
        q = len(prevalence)
        own = random.dirichlet(prevalence * 4, size=n_articles)
        clarity = np.repeat(random.beta(6, 2, size=n_articles), size)
        truth = (random.random((n_articles * size, 1)) > np.repeat(own.cumsum(1), size, axis=0)).sum(1)
        truth = np.minimum(truth, q - 1)
        shape = (n_articles * size, n_annotators)
        guess = random.choice(q, size=shape, p=prevalence / prevalence.sum())
        codes = np.where(random.random(shape) < clarity[:, None], truth[:, None], guess)
        codes[random.random(shape) < missing] = -1
        return codes

    return make


@pytest.fixture(scope="session")
def study():
    """A function that makes the ratings of a whole study: sizes of articles, gates, sets, crews."""

    def one(random, prevalence, articles, n_articles, n_annotators, clarity, concentration):
        """Codes of one question: each article has its own distribution of answers and its own clarity."""
        own = np.nan_to_num(random.dirichlet(np.asarray(prevalence) * concentration, size=n_articles))
        truth = (random.random((len(articles), 1)) > own.cumsum(1)[articles]).sum(1)
        truth = np.minimum(truth, len(prevalence) - 1)
        shape = (len(articles), n_annotators)
        guess = random.choice(len(prevalence), size=shape, p=np.asarray(prevalence) / np.sum(prevalence))
        clear = random.random(shape) < random.beta(*clarity, size=n_articles)[articles][:, None]
        return np.where(clear, truth[:, None], guess)

    def make(
        random,
        n_articles,
        *,
        scale="nominal",
        prevalence=(0.4, 0.3, 0.2, 0.1),
        n_annotators=3,
        clarity=(6, 2),
        concentration=4,
        size=25,
        spread=0.0,
        missing=0.1,
        crew=0,
        gate=0.0,
    ):
        """``spread`` of the logarithm of sizes; ``crew``: so many annotators an article; ``gate``: share
        that is asked; for sets ``prevalence`` is that of each member."""
        sizes = np.full(n_articles, size)
        if spread:
            drawn = random.lognormal(np.log(size) - spread**2 / 2, spread, n_articles)
            sizes = np.maximum(1, drawn.round()).astype(int)
        articles = np.repeat(np.arange(n_articles), sizes)
        common = (articles, n_articles, n_annotators, clarity, concentration)
        if scale == "set":
            codes = sum(
                one(random, (1 - p, p), *common).astype(np.int64) << bit for bit, p in enumerate(prevalence)
            )
        else:
            codes = one(random, prevalence, *common)
        states = None
        if gate:
            asked = one(random, (1 - gate, gate), *common) == 1
            states = np.where(asked, Cell.RATED, Cell.NOT_ASKED)
            codes = np.where(asked, codes, -1)
        gone = random.random(codes.shape) < missing
        if crew:
            working = random.random((n_articles, n_annotators)).argsort(1) < crew
            gone |= ~working[articles]
        return Ratings(
            codes=np.where(gone, -1, codes),
            values=tuple("abcdefgh"[: len(prevalence)]),
            scale=Scale(scale),
            annotators=tuple(f"annotator {g}" for g in range(n_annotators)),
            units=range(len(codes)),
            clusters=articles.astype(np.int32),
            cluster_names=tuple(f"{i:06d}" for i in range(n_articles)),
            states=None if states is None else np.where(gone, Cell.MISSING, states).astype(np.int8),
        )

    return make
