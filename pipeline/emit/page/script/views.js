// What the panel's tabs hold: tables of statements, schools, commitments and numerals, the board of
// projects by stage, findings, and the corrections.

import { button, clip, element } from "./dom.js";
import { pendingCorrections, reviewFile, sendAll, takeBack, tally, verdictOf } from "./corrections.js";
import { chapterOf, choose, chosen, kinds, mentionsOf, projectsOf, report, words } from "./model.js";
import { goTo } from "./reader.js";
import { showPlaces } from "./places.js";
import { RecordTable } from "./table.js";
import { familyOf, indicatorWords, label, placeWords, unclaimedNumerals, valueWords } from "./words.js";

const tag = (table, code) => element("span", { class: `tag ${code}` }, label(table, code));
const checkedWords = (record) => {
  const verdict = verdictOf(record);
  return verdict ? label("review_action", verdict.action) : "未校核";
};
const checkedShow = (record) => (verdictOf(record) ? element("span", { class: "tag person" }, checkedWords(record)) : "");

const coded = (name, title, value, table) => ({ name, title, value, words: (code) => label(table, code), order: Object.keys(report.labels[table]) });
const plain = (name, title, value) => ({ name, title, value });
const CHAPTER = { name: "chapter", title: "章节", value: chapterOf, words: (title) => clip(title, 18), byText: true };
const CHECKED = { name: "checked", title: "校核", value: checkedWords };

const numeric = (value) => (value === null || value === undefined ? -Infinity : Number(value));

const STATEMENTS = {
  columns: [
    { name: "indicator", title: "指标", width: 46, value: (r) => indicatorWords(r.raw) },
    { name: "value", title: "数值", width: 24, number: true, value: (r) => valueWords(r.raw), order: (r) => numeric(r.raw.value) },
    { name: "role", title: "性质", width: 16, value: (r) => label("role", r.raw.role), show: (r) => tag("role", r.raw.role) },
    { name: "period", title: "年度", width: 14, value: (r) => r.raw.period ?? "" },
    { name: "action", title: "动作", width: 12, wide: true, value: (r) => r.raw.action?.text ?? "" },
    { name: "facets", title: "限定", width: 14, wide: true, value: (r) => Object.values(r.raw.facets).filter(Boolean).join(" ") },
    { name: "modality", title: "力度", width: 9, wide: true, value: (r) => label("modality", r.raw.modality) },
    { name: "place", title: "出处", width: 24, wide: true, value: (r) => placeWords(r.start), order: (r) => r.start },
    { name: "checked", title: "校核", width: 9, wide: true, value: checkedWords, show: checkedShow },
  ],
  filters: [
    coded("role", "性质", (r) => r.raw.role, "role"),
    plain("period", "年度", (r) => r.raw.period ?? ""),
    plain("unit", "单位", (r) => r.raw.unit ?? ""),
    plain("level", "级别", (r) => r.raw.facets.award_level ?? ""),
    coded("measure", "类型", (r) => r.raw.measure, "measure"),
    CHAPTER,
    CHECKED,
  ],
};

const SCHOOLS = {
  columns: [
    { name: "name", title: "学校", width: 52, value: (r) => r.raw.name },
    { name: "level", title: "类别", width: 20, value: (r) => r.raw.level },
    { name: "mentions", title: "提及", width: 14, number: true, value: (r) => (mentionsOf.get(r.id) ?? []).length },
    { name: "events", title: "项目", width: 14, number: true, value: (r) => (projectsOf.get(r.id) ?? []).length },
    { name: "town", title: "乡镇街道", width: 16, wide: true, value: (r) => r.raw.town ?? "" },
    { name: "aliases", title: "别名", width: 34, wide: true, value: (r) => r.raw.aliases.join("、") },
  ],
  filters: [
    plain("level", "类别", (r) => r.raw.level),
    plain("town", "乡镇街道", (r) => r.raw.town ?? ""),
    plain("offers", "待确认", (r) => (r.raw.joins.some((join) => !join.confirmed) ? "可能是同一所" : "各自分明")),
  ],
};

const COMMITMENTS = {
  columns: [
    { name: "text", title: "承诺", width: 62, value: (r) => r.raw.text },
    { name: "modality", title: "力度", width: 20, value: (r) => label("modality", r.raw.modality) },
    { name: "verifiability", title: "核验", width: 18, value: (r) => r.raw.verifiability },
    { name: "deadline", title: "时限", width: 12, wide: true, value: (r) => r.raw.deadline?.date ?? "" },
    { name: "owner", title: "责任单位", width: 18, wide: true, value: (r) => r.raw.owner ?? "" },
    { name: "place", title: "出处", width: 24, wide: true, value: (r) => placeWords(r.start), order: (r) => r.start },
    { name: "checked", title: "校核", width: 9, wide: true, value: checkedWords, show: checkedShow },
  ],
  filters: [
    coded("modality", "力度", (r) => r.raw.modality, "modality"),
    { ...coded("verifiability", "核验", (r) => r.raw.verifiability, "verifiability"), words: (code) => code },
    CHAPTER,
    plain("standing", "长期", (r) => (r.raw.standing ? "长期事项" : "")),
    CHECKED,
  ],
};

const NUMERALS = {
  columns: [
    { name: "text", title: "数字", width: 18, value: (r) => r.raw.text },
    { name: "class", title: "类别", width: 16, value: (r) => label("numeral_class", r.raw.class) },
    { name: "context", title: "上下文", width: 44, value: (r) => words(r.start - 8, r.end + 8), show: (r) => [words(r.start - 8, r.start), element("b", {}, r.raw.text), words(r.end, r.end + 8)] },
    { name: "reason", title: "理由", width: 22, value: (r) => r.raw.reason },
  ],
  filters: [coded("class", "类别", (r) => r.raw.class, "numeral_class"), plain("reason", "理由", (r) => r.raw.reason), CHAPTER],
};

const LISTS = {
  columns: [
    { name: "text", title: "列举", width: 58, value: (r) => r.raw.text },
    { name: "stated", title: "写明", width: 12, number: true, value: (r) => r.raw.stated ?? "" },
    { name: "named", title: "列名", width: 12, number: true, value: (r) => r.raw.named },
    { name: "closure", title: "方式", width: 18, value: (r) => label("closure", r.raw.closure) },
  ],
  filters: [coded("closure", "方式", (r) => r.raw.closure, "closure"), CHAPTER],
};

/** A view over records: what the panel needs of it. */
function tableView(id, title, rows, shape, head) {
  let table = null;
  return {
    id, title,
    count: () => rows.length,
    make() {
      table = new RecordTable({
        ...shape, rows,
        head: head?.((wanted) => table.keep(wanted)) ?? null,
        onPick: (record) => choose(record.id, "table"),
        isPicked: (record) => record.id === chosen.id,
        rowClass: (record) => (verdictOf(record)?.action === "reject" ? "rejected" : null),
      });
      return table.shown;
    },
    walk: () => (table ? table.list : rows),
    reveal: (record) => table?.reveal(record.id),
    refresh: () => table?.refresh(),
    printAll: () => table?.draw({ all: true }),
    focusSearch: () => table?.search.focus(),
  };
}

const STRENGTHS = ["guarantee", "plain", "strive", "process", "explore"];

/** Commitments by chapter and strength, with how many can be verified. */
function commitmentMatrix(keep) {
  const rows = kinds.commitment;
  if (rows.length === 0) return null;
  const chapters = new Map();
  for (const record of rows) {
    const chapter = chapterOf(record);
    if (!chapters.has(chapter)) chapters.set(chapter, {});
    const counts = chapters.get(chapter);
    counts[record.raw.modality] = (counts[record.raw.modality] ?? 0) + 1;
  }
  const verifiable = rows.filter((record) => record.raw.verifiability === "A" || record.raw.verifiability === "B").length;
  const byGrade = ["A", "B", "C", "D"].map((grade) => button(`${grade} ${rows.filter((r) => r.raw.verifiability === grade).length}`, () => keep({ verifiability: grade }), { title: label("verifiability", grade) }));
  const line = (chapter, counts) =>
    element("tr", {}, element("th", { scope: "row" }, clip(chapter || "(无章节)", 20)), STRENGTHS.map((strength) =>
      element("td", {}, counts[strength] ? element("button", { type: "button", "aria-label": `${chapter} ${label("modality", strength)} ${counts[strength]} 条`, onclick: () => keep({ chapter, modality: strength }) }, counts[strength]) : ""),
    ));
  return element(
    "div",
    { class: "matrix", tabindex: 0, role: "group", "aria-label": "承诺按章节与力度" },
    element("p", { class: "share" }, element("span", {}, "有数值可核验 ", element("strong", {}, verifiable), ` / ${rows.length} 条`), element("meter", { min: 0, max: rows.length, value: verifiable, "aria-label": "可核验的承诺" }), byGrade),
    element("table", {}, element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "章节"), STRENGTHS.map((s) => element("th", { scope: "col" }, label("modality", s))))), element("tbody", {}, [...chapters].map(([chapter, counts]) => line(chapter, counts)))),
  );
}

/** Projects on a board, one column a stage. */
function boardView() {
  const room = element("div", { class: "findings board", tabindex: 0, role: "group", "aria-label": "项目按阶段" });
  const stages = Object.keys(report.labels.stage);
  const draw = () => {
    const columns = stages
      .map((stage) => [stage, kinds.project.filter((record) => record.raw.stage === stage)])
      .filter(([, rows]) => rows.length)
      .map(([stage, rows]) =>
        element("section", {}, element("h3", {}, label("stage", stage), element("span", {}, rows.length)), rows.map((record) =>
          element("button", { type: "button", "data-id": record.id, "aria-current": record.id === chosen.id ? "true" : null, onclick: () => choose(record.id, "table") }, record.raw.name, element("small", {}, [record.raw.period ? `${record.raw.period}年` : "", label("modality", record.raw.modality)].filter(Boolean).join(" · "))),
        )),
      );
    room.replaceChildren(...(columns.length ? columns : [element("p", { class: "empty" }, "这份报告里没有读出学校和工程项目")]));
  };
  return {
    id: "projects", title: "项目", count: () => kinds.project.length,
    make: () => (draw(), [room]),
    walk: () => stages.flatMap((stage) => kinds.project.filter((record) => record.raw.stage === stage)),
    reveal: (record) => (draw(), room.querySelector(`[data-id="${CSS.escape(record.id)}"]`)?.scrollIntoView({ block: "nearest" })),
    refresh: draw,
  };
}

const SEVERITIES = ["high", "medium", "low", "info"];
const evidenceRow = (record, span) =>
  element("li", {}, element("button", { type: "button", class: "quote", onclick: () => (span.source ? showPlaces(record) : (choose(record.id, "table"), goTo(span.start))) }, `“${clip(span.text, 40)}”`), span.source ? `(${span.source})` : "");

/** Findings, the gravest first. */
function findingsView() {
  const room = element("div", { class: "findings", tabindex: 0, role: "group", "aria-label": "问题" });
  const sorted = [...kinds.finding].sort((a, b) => SEVERITIES.indexOf(a.raw.severity) - SEVERITIES.indexOf(b.raw.severity) || a.start - b.start);
  let severity = "";
  const article = (record) => {
    const raw = record.raw;
    const several = raw.evidence.length > 1;
    return element(
      "article",
      { "data-id": record.id, "data-severity": raw.severity, "aria-current": record.id === chosen.id ? "true" : null },
      element("h3", {}, element("span", { class: `tag ${raw.severity}` }, label("severity", raw.severity)), familyOf(raw), checkedShow(record)),
      element("p", {}, raw.message),
      raw.computation ? element("p", { class: "computation" }, raw.computation) : null,
      element("ul", {}, raw.evidence.map((span) => evidenceRow(record, span))),
      element("div", { class: "bar" }, button(several ? `对照 ${raw.evidence.length} 处` : "看原文", () => choose(record.id, "table"))),
    );
  };
  const list = () => sorted.filter((record) => !severity || record.raw.severity === severity);
  const draw = () => {
    const bar = element("div", { class: "filters" }, ["", ...SEVERITIES].map((code) => button(code ? `${label("severity", code)} ${kinds.finding.filter((r) => r.raw.severity === code).length}` : `全部 ${kinds.finding.length}`, () => ((severity = code), draw()), { "aria-pressed": severity === code ? "true" : "false", class: severity === code ? "plain strong" : "plain" })));
    room.replaceChildren(bar, ...list().map(article));
    if (list().length === 0) room.append(element("p", { class: "empty" }, "没有发现问题"));
  };
  return {
    id: "findings", title: "问题", count: () => kinds.finding.length,
    make: () => (draw(), [room]), walk: list, refresh: draw,
    reveal: (record) => {
      for (const shown of room.querySelectorAll("article")) shown.toggleAttribute("aria-current", shown.dataset.id === record.id);
      room.querySelector(`article[data-id="${CSS.escape(record.id)}"]`)?.scrollIntoView({ block: "nearest" });
    },
  };
}

function correctionRow(correction, status, message, extra) {
  const place = correction.place ?? correction.start;
  const quote = correction.quote ?? correction.text ?? (correction.names ?? []).join(" / ");
  return element(
    "li",
    { class: status === "gone" || status === "refused" ? "gone" : null },
    element("span", { class: "tag person" }, label("review_action", correction.action)),
    place === undefined || place === null ? element("span", {}, `“${clip(quote, 40)}”`) : element("button", { type: "button", class: "quote", onclick: () => goTo(place) }, `“${clip(quote, 40)}”`),
    extra ?? "",
    element("small", {}, [label("kind", correction.kind), correction.by, correction.reason, message].filter(Boolean).join(" · ")),
  );
}

/** What people decided: what waits, what took effect, and what could not be placed. */
function correctionsView() {
  const room = element("div", { class: "corrections", tabindex: 0, role: "group", "aria-label": "校核" });
  const draw = () => {
    const { waiting, failure } = tally();
    const rows = pendingCorrections().filter((entry) => entry.correction.action !== "withdraw" || !entry.saved);
    const lost = report.corrections.filter((outcome) => outcome.status === "gone" || outcome.status === "refused");
    const settled = report.corrections.filter((outcome) => !lost.includes(outcome));
    const how = report.saving ? "每条决定随即存入报告旁的校核文件。" : "本页从文件打开,不能直接存盘:点“下载校核”,把文件放进 corpus/reviews/,再运行 taizhang extract。";
    const bar = report.saving ? button("重新保存", sendAll, { disabled: waiting === 0 }) : button("下载校核", downloadReview, { disabled: rows.length === 0, class: "plain strong" });
    const part = (title, items) => (items.length ? [element("h3", {}, `${title} ${items.length}`), element("ul", {}, items)] : []);
    room.replaceChildren(
      element("p", {}, how),
      element("div", { class: "bar" }, bar, failure ? element("strong", { role: "alert" }, failure) : ""),
      ...part("原处已不在,请人看一看", lost.map((outcome) => correctionRow(outcome, outcome.status, outcome.message))),
      ...part("本次决定", rows.map((entry) => correctionRow(entry.correction, "", entry.saved ? entry.message ?? "已保存" : "待保存", button("撤回", () => takeBack(entry.key, null))))),
      ...part("已生效", settled.map((outcome) => correctionRow(outcome, outcome.status, outcome.message, button("撤回", () => takeBack(outcome.record ?? `o:${outcome.correction}`, outcome.correction))))),
    );
  };
  return { id: "corrections", title: "校核", count: () => pendingCorrections().length + report.corrections.length, make: () => (draw(), [room]), walk: () => [], reveal: () => null, refresh: draw };
}

/** Hand the corrections over as a file. */
export function downloadReview() {
  const { name, content } = reviewFile();
  const link = element("a", { href: URL.createObjectURL(new Blob([content], { type: "application/x-ndjson" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const views = [
  tableView("statements", "数据", kinds.statement, STATEMENTS),
  tableView("schools", "学校", kinds.school, SCHOOLS),
  boardView(),
  tableView("commitments", "承诺", kinds.commitment, COMMITMENTS, commitmentMatrix),
  findingsView(),
  tableView("lists", "列举", kinds.list, LISTS),
  tableView("numerals", "未入账", unclaimedNumerals(), NUMERALS),
  correctionsView(),
];

/** The view where a record of a kind has its row. */
export const VIEW_OF = { statement: "statements", quantity: "statements", mention: "schools", school: "schools", project: "projects", commitment: "commitments", finding: "findings", list: "lists", numeral: "numerals" };
