"""Commitments: what has been promised, how firmly, by when, by whom, and whether it can be checked.

Start at `find.find_commitments`. `clauses` reads the deeds of a sentence (`joined` several in one clause,
`without_verb` those whose verb comes later or is left out), `contents` what stands in their words,
`deadlines` the terms, `owners` the printed responsible units; `verifiability` grades a promise, `repeats`
links a promise made twice.
"""

from extractors.commitments.find import add_commitments, find_commitments

__all__ = ["add_commitments", "find_commitments"]
