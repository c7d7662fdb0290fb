"""Writing the pages: what is in the files, which are left alone, and that nothing of a run leaks in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from extractors.records import Finding
from pipeline.bundle import encode_bundle
from pipeline.emit import BundleFile, Bundles
from pipeline.emit.page import write_pages
from pipeline.emit.page.assets import (
    HERE,
    INDEX_SCRIPTS,
    INDEX_STYLES,
    REPORT_SCRIPTS,
    REPORT_STYLES,
    read_labels,
    read_script,
)
from pipeline.emit.page.blocks import make_blocks, make_chapters, show_text
from pipeline.emit.page.report import render_report, report_title
from pipeline.errors import TaizhangError
from pipeline.files import sha256_hex
from tests.page.sample import TEXT, make_sample, with_text


def store(folder: Path, *source_ids: str) -> Bundles:
    """Bundles on disk."""
    files = []
    for source_id in source_ids:
        content = encode_bundle(make_sample(source_id))
        path = folder / f"{source_id}.json"
        path.write_bytes(content)
        files.append(BundleFile(id=source_id, path=path, sha256=sha256_hex(content)))
    return Bundles(tuple(files))


def test_the_same_bundles_give_the_same_bytes(tmp_path: Path) -> None:
    sites = []
    for name in ("one", "two"):
        write_pages([make_sample("甲"), make_sample("乙")], tmp_path / name)
        folder = tmp_path / name
        sites.append({p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert sites[0] == sites[1]
    assert all(str(tmp_path).encode() not in content for content in sites[0].values())


def test_unchanged_pages_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bundles").mkdir()
    out = tmp_path / "out"
    write_pages(store(tmp_path / "bundles", "甲", "乙"), out)
    rendered = []

    def render(bundle: object, **options: object) -> bytes:
        rendered.append(bundle)
        return b"again"

    monkeypatch.setattr("pipeline.emit.page.render_report", render)
    index = (out / "index.html").read_bytes()
    write_pages(store(tmp_path / "bundles", "甲", "乙"), out)
    assert (rendered, (out / "index.html").read_bytes()) == ([], index)
    (out / "review" / "乙.html").unlink()
    write_pages(store(tmp_path / "bundles", "甲", "乙"), out)
    assert [bundle.source.id for bundle in rendered] == ["乙"]
    write_pages(store(tmp_path / "bundles", "甲"), out)
    assert [path.name for path in (out / "review").glob("*.html")] == ["甲.html"]


def test_the_index_tells_failures_findings_and_comparisons(tmp_path: Path) -> None:
    failure = {"path": "坏<b>.pdf", "what": "打不开", "remedy": "请换一份", "kind": "source"}
    (tmp_path / "failures.json").write_text(json.dumps([failure]), "utf-8")
    (tmp_path / "comparison").mkdir()
    comparison = {
        "schema_version": "1",
        "body": "城东区教育局",
        "reports": [{"source": "甲 乙", "periods": [2030, 2031]}],
        "indicators": [{}, {}],
        "projects": [],
        "quality": [
            {
                "source": "甲 乙", "code": "derived_base", "severity": "high",
                "message": "推出的基数与往年不一", "computation": "58 − 2 = 56",
                "places": ["甲 乙 一、段1", "2030 一、段2"],
                "quotations": ["达到58%,提升2个百分点", "占比<56.67%>"],
            },
            {
                "source": "甲 乙", "code": "conflict_value", "severity": "high", "message": "同一份里的事",
                "computation": None, "places": ["甲 乙 一、段1"], "quotations": ["六所"],
            },
        ],
    }  # fmt: skip
    (tmp_path / "comparison" / "城东区教育局.json").write_text(json.dumps(comparison), "utf-8")
    (tmp_path / "comparison" / "城东区教育局.docx").write_bytes(b"")
    write_pages([make_sample("甲 乙")], tmp_path)
    page = (tmp_path / "index.html").read_text("utf-8")
    for words in (
        "坏&lt;b&gt;.pdf",
        "打不开",
        "请换一份",
        "2030—2031 年,1 份报告,2 项指标",
        "城东区教育局2031年工作要点",
        '<span class="high">重 1</span>',
        "计量 3",
    ):
        assert words in page
    report = (tmp_path / "review" / "甲 乙.html").read_text("utf-8")
    assert '<a class="plain wide-only" href="../comparison/' in report
    assert "与往年报告核对:1 处" in report
    assert "推出的基数与往年不一(58 − 2 = 56)" in report
    assert "2030 一、段2:“占比&lt;56.67%&gt;”" in report
    links = re.findall(r'href="([^"#]+)"', page)
    assert "review/%E7%94%B2%20%E4%B9%99.html" in links
    assert "comparison/%E5%9F%8E%E4%B8%9C%E5%8C%BA%E6%95%99%E8%82%B2%E5%B1%80.docx" in links


def test_an_empty_corpus_has_an_index(tmp_path: Path) -> None:
    write_pages([], tmp_path)
    assert "还没有报告" in (tmp_path / "index.html").read_text("utf-8")


def test_every_character_stands_in_one_line() -> None:
    text = "\n\n甲\u3000乙\x00\ud800 \n" + "长" * 9000 + "\r\x0c尾\n\n"
    blocks = make_blocks(with_text(make_sample(), text))
    lines = [line for block in blocks for line in block.lines]
    assert all(show_text(text)[line.start : line.start + len(line.text)] == line.text for line in lines)
    assert "".join(line.text for line in lines) == show_text(text).replace("\n", "")
    assert len({block.id for block in blocks}) == len(blocks)


def test_headings_and_chapters_nest() -> None:
    bundle = make_sample()
    levels = {line.text: line.level for block in make_blocks(bundle) for line in block.lines if line.level}
    assert levels == {"城东区教育局2031年工作要点": 2, "一、总体目标": 3, "二、主要任务": 3}
    assert [(c.level, c.number + c.title) for c in make_chapters(bundle)] == [
        (1, "城东区教育局2031年工作要点"),
        (2, "一、总体目标"),
        (2, "二、主要任务"),
    ]


@pytest.mark.parametrize(
    ("title", "issuer", "shown"),
    [
        ("政府工作报告", "河西县人民政府", "河西县人民政府政府工作报告(2031年)"),
        ("河西县教育局2030年工作总结", "河西县教育局", "河西县教育局2030年工作总结"),
        (None, "河西县教育局", "sample"),
    ],
)
def test_a_title_says_whose_and_when(title: str | None, issuer: str, shown: str) -> None:
    bundle = make_sample()
    document = msgspec.structs.replace(bundle.documents[0], title=title, issuer=issuer)
    assert report_title(msgspec.structs.replace(bundle, documents=(document,))) == shown


def test_a_text_of_nothing_has_a_page() -> None:
    assert "这份报告没有文字" in render_report(with_text(make_sample(), ""), saving=None).decode()


def test_data_cannot_end_its_script() -> None:
    bundle = make_sample()
    hostile = "</script><script>alert(1)</script><!--\u2028"
    finding: Finding = msgspec.structs.replace(bundle.findings[0], message=hostile)
    page = render_report(msgspec.structs.replace(bundle, findings=(finding,)), saving=None).decode()
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["findings"][0]["message"] == hostile
    assert page.count("<script") == 2 and "\u2028" not in page


def test_every_script_and_sheet_is_used() -> None:
    scripts = {path.name for path in (HERE / "script").iterdir()}
    styles = {path.name for path in (HERE / "style").iterdir()}
    assert scripts == {*REPORT_SCRIPTS, *INDEX_SCRIPTS}
    assert styles == {*REPORT_STYLES, *INDEX_STYLES}


def test_scripts_never_parse_markup() -> None:
    for path in (HERE / "script").iterdir():
        content = path.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", content), (
            path.name
        )
        assert len(content.splitlines()) <= 320, f"{path.name} 太长,请分成几个"
        assert content.startswith("//"), f"{path.name} 开头要说明它做什么"


def test_joined_scripts_import_only_what_stands_before() -> None:
    joined = read_script(REPORT_SCRIPTS).content
    assert not re.search(r"^(?:import|export)\b", joined, re.MULTILINE)
    for names in (REPORT_SCRIPTS, INDEX_SCRIPTS):
        exported: set[str] = set()
        for name in names:
            content = (HERE / "script" / name).read_text("utf-8")
            exported.update(
                re.findall(r"^export (?:async )?(?:const|let|function|class) (\w+)", content, re.M)
            )
        for name in names:
            content = (HERE / "script" / name).read_text("utf-8")
            for imported in re.findall(r"^import \{([^}]*)\} from", content, re.MULTILINE):
                wanted = {word.strip() for word in imported.split(",")}
                assert wanted <= exported, f"{name}: {wanted - exported}"
                unused = {word for word in wanted if len(re.findall(rf"\b{word}\b", content)) < 2}
                assert not unused, f"{name} 没有用到 {unused}"


def test_two_modules_may_not_share_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "script").mkdir()
    for name in ("a.js", "b.js"):
        (tmp_path / "script" / name).write_text("export const same = 1;\n", "utf-8")
    monkeypatch.setattr("pipeline.emit.page.assets.HERE", tmp_path)
    with pytest.raises(TaizhangError, match=r"b\.js.*same"):
        read_script(("a.js", "b.js"))


def test_every_code_has_a_chinese_word() -> None:
    from typing import get_args

    from extractors import records
    from pipeline.review.fields import FIELDS
    from pipeline.review.records import Action, Kind

    labels = read_labels()
    tables = {
        "document_kind": records.DocumentKind,
        "section_role": records.SectionRole,
        "part": records.Part,
        "numeral_class": records.NumeralClass,
        "bound": records.Bound,
        "bound_sign": records.Bound,
        "role": records.Role,
        "measure": records.Measure,
        "modality": records.Modality,
        "change_kind": records.ChangeKind,
        "direction": records.Direction,
        "match": records.MentionMatch,
        "closure": records.Closure,
        "stage": records.Stage,
        "verifiability": records.Verifiability,
        "severity": records.Severity,
        "correction_status": records.CorrectionStatus,
    }
    for table, codes in tables.items():
        assert set(labels[table]) == set(get_args(codes)), table
    assert set(get_args(records.ReviewAction)) <= set(labels["review_action"])
    assert set(get_args(Action)) - {"withdraw"} <= set(labels["review_action"])
    assert set(get_args(Kind)) - {"record"} == set(labels["kind"])
    assert {field.name for form in FIELDS.values() for field in form} <= set(labels["field"])
    assert TEXT
