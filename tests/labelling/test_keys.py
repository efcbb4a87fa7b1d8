"""What each key means while labelling, without a screen."""

from __future__ import annotations


def answers(session, index):
    return dict(session.sheet.answers(index))


def test_a_claim_takes_three_keys(session, press):
    assert session.index == 1  # the heading is not asked
    press(session, "e", "0", "enter")
    assert answers(session, 1) == {"claim_type": "efficacy", "evidence": "e0", "coi_cues": ("none",)}
    assert session.index == 2


def test_a_non_claim_takes_two_keys(session, press):
    press(session, "x", "enter")
    assert answers(session, 1) == {"claim_type": "no_claim", "coi_cues": ("none",)}
    assert session.index == 2
