"""The stages in the order they run. A new extractor is one module and one line here.

`needs` names the layers a stage reads, `gives` the layers it adds; spaCy's `analyze_pipes` checks
that every need is met by an earlier stage.
"""

from __future__ import annotations

from extractors.checks import add_findings
from extractors.commitments import add_commitments
from extractors.layers import Stage
from extractors.numerals import add_numerals
from extractors.projects import add_projects
from extractors.quantities import add_quantities
from extractors.schools import add_schools
from extractors.segmentation import add_tokens, add_words
from extractors.sentences import add_sentences
from extractors.statements.find import add_statements
from extractors.structure import add_structure

STAGES: tuple[Stage, ...] = (
    Stage(name="structure", needs=(), gives=("documents", "sections"), run=add_structure),
    Stage(name="sentences", needs=("sections",), gives=("sentences",), run=add_sentences),
    Stage(name="segmentation", needs=(), gives=("tokens",), run=add_tokens),
    Stage(name="numerals", needs=("tokens",), gives=("numerals",), run=add_numerals),
    Stage(name="quantities", needs=("numerals",), gives=("quantities",), run=add_quantities),
    Stage(
        name="schools",
        needs=("documents", "tokens"),
        gives=("schools", "school_mentions"),
        run=add_schools,
    ),
    # a list tells what happens to its schools, and a project names what a list only counts
    Stage(
        name="projects",
        needs=(
            "documents",
            "sections",
            "tokens",
            "numerals",
            "quantities",
            "schools",
            "school_mentions",
        ),
        gives=("lists", "projects"),
        run=add_projects,
    ),
    Stage(
        name="statements",
        needs=("documents", "sections", "sentences", "tokens", "numerals", "quantities"),
        gives=("statements",),
        run=add_statements,
    ),
    Stage(
        name="commitments",
        needs=("sections", "sentences", "tokens", "quantities", "statements", "school_mentions", "projects"),
        gives=("commitments",),
        run=add_commitments,
    ),
    Stage(
        name="findings",
        needs=("documents", "sections", "tokens", "quantities", "lists", "statements", "commitments"),
        gives=("findings",),
        run=add_findings,
    ),
    Stage(
        name="words", needs=("documents", "sections", "sentences", "tokens"), gives=("words",), run=add_words
    ),
)
