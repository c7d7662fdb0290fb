// What the panel's tabs hold: tables of statements, schools, commitments and numerals, the projects as a
// board by stage or as a table, findings, and the corrections.

import { button, clip, element } from "./dom.js";
import { verdictOf } from "./corrections.js";
import { correctionsView, findingsView } from "./lists.js";
import { chapterOf, choose, chosen, kinds, report } from "./model.js";
import { COMMITMENTS, LISTS, NUMERALS, PROJECTS, SCHOOLS, STATEMENTS } from "./shapes.js";
import { RecordTable } from "./table.js";
import { label, unclaimedNumerals } from "./words.js";

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
function projectBoard() {
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
    make: () => (draw(), [room]),
    walk: () => stages.flatMap((stage) => kinds.project.filter((record) => record.raw.stage === stage)),
    reveal: (record) => (draw(), room.querySelector(`[data-id="${CSS.escape(record.id)}"]`)?.scrollIntoView({ block: "nearest" })),
    refresh: draw,
  };
}

/** Projects as a board or as a table. */
function projectsView() {
  const shapes = { board: projectBoard(), table: tableView("projects", "项目", kinds.project, PROJECTS) };
  const room = element("div", { class: "switched" });
  let open = "board";
  const draw = () => {
    const switches = [["board", "看板"], ["table", "表格"]].map(([name, title]) =>
      button(title, () => ((open = name), draw()), { "aria-pressed": open === name ? "true" : "false", class: open === name ? "plain strong" : "plain" }),
    );
    room.replaceChildren(element("div", { class: "filters" }, switches), ...shapes[open].make());
  };
  return {
    id: "projects", title: "项目", count: () => kinds.project.length,
    make: () => (draw(), [room]),
    walk: () => shapes[open].walk(),
    reveal: (record) => shapes[open].reveal(record),
    refresh: () => shapes[open].refresh(),
    printAll: () => shapes[open].printAll?.(),
    focusSearch: () => shapes[open].focusSearch?.(),
  };
}

export const views = [
  tableView("statements", "数据", kinds.statement, STATEMENTS),
  tableView("schools", "学校", kinds.school, SCHOOLS),
  projectsView(),
  tableView("commitments", "承诺", kinds.commitment, COMMITMENTS, commitmentMatrix),
  findingsView(),
  tableView("lists", "列举", kinds.list, LISTS),
  tableView("numerals", "未入账", unclaimedNumerals(), NUMERALS),
  correctionsView(),
];

/** The view where a record of a kind has its row. */
export const VIEW_OF = { statement: "statements", quantity: "statements", mention: "schools", school: "schools", project: "projects", commitment: "commitments", finding: "findings", list: "lists", numeral: "numerals" };
