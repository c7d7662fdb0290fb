"""One contestant on texts: `python contest.py NAME TEXT...` prints a line of JSON.

Runs in the interpreter of whoever is measured, so it imports nothing of this project at the top. The texts
are read again until three seconds of processor time are spent, and the quickest round counts; the first
reading, which loads dictionaries, is told apart. `found` are (start, end, value, unit) in the first text.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ENOUGH_SECONDS = 3.0
UNITS = {"Chinese yuan": "元", "Percent": "%", "Square meter": "平方米", "Mu": "亩", "Kilometer": "公里"}

Found = list[tuple[int, int, str, str]]


def taizhang() -> Callable[[str], Found]:
    from pipeline.extract import extract_bundle

    paths = {path.read_text("utf-8"): path for path in map(Path, sys.argv[2:])}

    def read(text: str) -> Found:
        # the whole way that a file takes: read, decoded, all stages, the bundle
        path = paths[text]
        bundle = extract_bundle(path, name=path.name, source_id="bench")
        return [(q.start, q.end, q.value, q.unit) for q in bundle.quantities]

    return read


def jieba_cut() -> Callable[[str], Found]:
    import jieba

    jieba.initialize()

    def read(text: str) -> Found:
        for _ in jieba.cut(text):
            pass
        return []

    return read


def spacy_jieba() -> Callable[[str], Found]:
    import spacy

    language = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})

    def read(text: str) -> Found:
        language.make_doc(text)
        return []

    return read


def recognizers_text() -> Callable[[str], Found]:
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    def read(text: str) -> Found:
        found: Found = []
        for recognize in (recognize_percentage, recognize_currency, recognize_dimension):
            for one in recognize(text, Culture.Chinese):
                value = str((one.resolution or {}).get("value") or "")
                unit = str((one.resolution or {}).get("unit") or "")
                if value.endswith("%"):
                    value, unit = value[:-1], "%"
                found.append((one.start, one.end + 1, value, UNITS.get(unit, unit)))
        return found

    return read


def jionlp() -> Callable[[str], Found]:
    import jionlp as jio

    def read(text: str) -> Found:
        found: Found = []
        for one in jio.ner.extract_money(text, with_parsing=True):
            detail: dict[str, Any] = one["detail"] or {}
            number = detail.get("num")
            value = number[0] if isinstance(number, list) else str(number or "")
            found.append((*one["offset"], value, detail.get("case", "")))
        jio.ner.extract_time(text, with_parsing=True)
        return found

    return read


CONTESTANTS = {
    "taizhang": taizhang,
    "jieba": jieba_cut,
    "spacy": spacy_jieba,
    "recognizers": recognizers_text,
    "jionlp": jionlp,
}


def main() -> None:
    name = sys.argv[1]
    texts = [Path(path).read_text("utf-8") for path in sys.argv[2:]]
    began = time.process_time()
    read = CONTESTANTS[name]()
    found = read(texts[0])
    loaded = time.process_time() - began
    least, spent = None, 0.0
    while least is None or spent < ENOUGH_SECONDS:
        began = time.process_time()
        for text in texts:
            read(text)
        seconds = time.process_time() - began
        spent += seconds
        least = seconds if least is None else min(least, seconds)
    answer = {
        "characters_a_second": sum(map(len, texts)) / least,
        "start_seconds": loaded,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "found": found,
    }
    sys.stdout.write("\n" + json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
