"""spaCy DocBin: texts cut into our words, with one span group a layer, for those who train models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extractors.records import Bundle
from pipeline.files import write_atomically

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# Layer and the field that labels its spans; the layer's own name where there is none.
LAYERS: Final[tuple[tuple[str, str | None], ...]] = (
    ("numerals", "class_"),
    ("quantities", "unit"),
    ("statements", "role"),
    ("school_mentions", "match"),
    ("lists", "closure"),
    ("projects", "stage"),
    ("commitments", "modality"),
)


def write_docbin(bundles: Iterable[Bundle], target: Path) -> tuple[Path, ...]:
    """Write one DocBin of all texts at `target`; `doc.user_data` is empty, span ids are record ids."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("zh").vocab
    docs = DocBin(attrs=["ORTH", "TAG", "SPACY", "SENT_START"], docs=[make_doc(b, vocab) for b in bundles])
    write_atomically(target, docs.to_bytes())
    return (target,)


def make_doc(bundle: Bundle, vocab: Vocab) -> Doc:
    """The report as a Doc whose words are the bundle's and whose text is the bundle's text."""
    from spacy.tokens import Doc, Span

    pieces = list(_pieces(bundle))
    starts = {sentence.start for sentence in bundle.sentences}
    doc = Doc(
        vocab,
        words=[bundle.text[start:end] for start, end, _ in pieces],
        spaces=[False] * len(pieces),
        tags=[pos for _, _, pos in pieces],
        sent_starts=[start in starts for start, _, _ in pieces],
    )
    first = {start: index for index, (start, _, _) in enumerate(pieces)}
    last = {end: index + 1 for index, (_, end, _) in enumerate(pieces)}
    for layer, label in LAYERS:
        records: Sequence[Any] = getattr(bundle, layer)
        doc.spans[layer] = [
            Span(
                doc,
                first[record.start],
                last[record.end],
                label=str(getattr(record, label)) if label else layer,
                span_id=record.id,
            )
            for record in records
            if record.start in first and record.end in last
        ]
    return doc


def _pieces(bundle: Bundle) -> Iterable[tuple[int, int, str]]:
    """Words and what stands between them (line ends), so that the pieces join to the text."""
    place = 0
    for word in bundle.words:
        if word.start > place:
            yield place, word.start, "x"
        yield word.start, word.end, word.pos
        place = word.end
    if place < len(bundle.text):
        yield place, len(bundle.text), "x"
