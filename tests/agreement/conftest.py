"""Random ratings and short ways to make them, shared by the tests of agreement."""

import numpy as np
import pytest

from annotate_tui.agreement.ratings import Ratings, Scale


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
