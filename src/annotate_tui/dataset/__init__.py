"""The one bridge from the store to numbers and rows.

What was labelled comes out in two shapes: *rows* (`rows`, `consensus`: a unit and what
was said about it, article by article, for exports and Python) and *ratings*
(`ratings`: units × annotators of one facet, as arrays, for agreement).
"""
