"""Find the texts that truth speaks of, extract them, and print the scores."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from extractors.records import Bundle
from pipeline.scoring.measures import Score, score_bundle
from pipeline.scoring.truth import TruthText, read_truth, read_truth_texts

TEXTS_VARIABLE: Final = "TAIZHANG_TEXTS"


def print_scores(*, truth: Path, texts: Sequence[Path], misses: int, as_json: bool) -> int:
    """Score every text that truth is there for and that can be found; say in a line which cannot."""
    figures = {}
    for known, bundle in scored_bundles(truth, texts=texts):
        if bundle is None:
            if not as_json:
                print(f"{known.answers}:没有它的正文({known.note});放进文件夹,用 {TEXTS_VARIABLE} 指明\n")
            continue
        scores = score_bundle(bundle, read_truth(truth, known.answers))
        figures[known.answers] = {score.layer: score.figures for score in scores}
        if not as_json:
            print_table(known, scores, misses=misses)
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
    return 0


def scored_bundles(truth: Path, *, texts: Sequence[Path]) -> Iterator[tuple[TruthText, Bundle | None]]:
    """Every text of the truth folder with its bundle, made now; None when the text is not there."""
    from pipeline.corpus import find_reports
    from pipeline.extract import extract_bundle

    wanted = [known for known in read_truth_texts(truth) if read_truth(truth, known.answers)]
    places = texts_by_fingerprint(texts, fingerprints={known.text_sha256 for known in wanted})
    for known in wanted:
        path = places.get(known.text_sha256)
        if path is None:
            yield known, None
            continue
        (report,) = find_reports([path])
        yield known, extract_bundle(path, name=report.name, source_id=report.id, heading=report.heading())


def texts_by_fingerprint(folders: Sequence[Path], *, fingerprints: set[str]) -> dict[str, Path]:
    """Where the texts with these fingerprints lie, below `folders` and those of the environment."""
    from pipeline.files import sha256_hex

    more = [Path(folder) for folder in os.environ.get(TEXTS_VARIABLE, "").split(os.pathsep) if folder]
    found: dict[str, Path] = {}
    for folder in (*folders, *more):
        for path in sorted(folder.rglob("*.txt")):
            content = (
                path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            )
            fingerprint = sha256_hex(content)
            if fingerprint in fingerprints:
                found.setdefault(fingerprint, path)
    return found


def print_table(known: TruthText, scores: Sequence[Score], *, misses: int) -> None:
    """One line a layer, then what was missed."""
    print(f"{known.answers}({known.note})")
    for score in scores:
        told = "  ".join(f"{name} {figure}" for name, figure in score.figures.items())
        print(f"  {score.layer:<22} {told}")
    for score in scores:
        if misses and score.misses:
            print(f"  {score.layer}:{len(score.misses)} 处不符")
            for line in score.misses[:misses]:
                print(f"    {line}")
    print()
