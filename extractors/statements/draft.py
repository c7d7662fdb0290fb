"""A statement in the making: one number, what was read around it, the words it gets, and where it stands."""

from __future__ import annotations

import msgspec

from extractors.records import Quantity
from extractors.statements.clauses import Clause
from extractors.statements.inner_numbers import InnerKind
from extractors.statements.readings import Reading
from extractors.statements.tokens import Tokens


class Draft(msgspec.Struct, kw_only=True, gc=False):
    """A statement in the making."""

    quantity: Quantity
    reading: Reading
    clause: Clause
    noun: tuple[int, int] | None
    name: str
    carried: bool = False
    verb: tuple[int, int] | None = None
    source: Draft | None = None
    """The draft whose indicator was carried over."""
    inner: InnerKind | None = None


class Site(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number whose own words may leave something out, with what stands before it in the sentence."""

    text: str
    words: str
    draft: Draft
    before: list[Draft]
    """The drafts of the sentence before this one, the nearest last."""
    clauses: list[Clause]
    position: int
    tokens: Tokens

    @property
    def last(self) -> Draft | None:
        """The draft right before, when it has a name."""
        return self.before[-1] if self.before and self.before[-1].name else None

    @property
    def is_share(self) -> bool:
        return self.draft.quantity.unit == "%"

    @property
    def defines(self) -> bool:
        """True where 的 follows: the number only describes what comes (总投资3亿元的项目)."""
        return self.text.startswith("的", self.draft.reading.after)
