"""The stages in the order they run. A new extractor is one module and one line here.

`needs` names the layers a stage reads, `gives` the layers it adds; spaCy's `analyze_pipes` checks
that every need is met by an earlier stage.
"""

from __future__ import annotations

from extractors.layers import Stage

STAGES: tuple[Stage, ...] = ()
