// The columns and filters of every table.

import { clip, element } from "./dom.js";
import { verdictOf } from "./corrections.js";
import { chapterOf, mentionsOf, projectsOf, report, words } from "./model.js";
import { indicatorWords, label, placeWords, schoolName, valueWords } from "./words.js";

const tag = (table, code) => element("span", { class: `tag ${code}` }, label(table, code));
const checkedWords = (record) => {
  const verdict = verdictOf(record);
  return verdict ? label("review_action", verdict.action) : "未校核";
};
export const checkedShow = (record) => (verdictOf(record) ? element("span", { class: "tag person" }, checkedWords(record)) : "");

const coded = (name, title, value, table) => ({ name, title, value, words: (code) => label(table, code), order: Object.keys(report.labels[table]) });
const plain = (name, title, value) => ({ name, title, value });
const CHAPTER = { name: "chapter", title: "章节", value: chapterOf, words: (title) => clip(title, 18), byText: true };
const CHECKED = { name: "checked", title: "校核", value: checkedWords };

const numeric = (value) => (value === null || value === undefined ? -Infinity : Number(value));

export const STATEMENTS = {
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

export const SCHOOLS = {
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

export const COMMITMENTS = {
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

export const NUMERALS = {
  columns: [
    { name: "text", title: "数字", width: 18, value: (r) => r.raw.text },
    { name: "class", title: "类别", width: 16, value: (r) => label("numeral_class", r.raw.class) },
    { name: "context", title: "上下文", width: 44, value: (r) => words(r.start - 8, r.end + 8), show: (r) => [words(r.start - 8, r.start), element("b", {}, r.raw.text), words(r.end, r.end + 8)] },
    { name: "reason", title: "理由", width: 22, value: (r) => r.raw.reason },
  ],
  filters: [coded("class", "类别", (r) => r.raw.class, "numeral_class"), plain("reason", "理由", (r) => r.raw.reason), CHAPTER],
};

export const LISTS = {
  columns: [
    { name: "text", title: "列举", width: 58, value: (r) => r.raw.text },
    { name: "stated", title: "写明", width: 12, number: true, value: (r) => r.raw.stated ?? "" },
    { name: "named", title: "列名", width: 12, number: true, value: (r) => r.raw.named },
    { name: "closure", title: "方式", width: 18, value: (r) => label("closure", r.raw.closure) },
  ],
  filters: [coded("closure", "方式", (r) => r.raw.closure, "closure"), CHAPTER],
};

export const PROJECTS = {
  columns: [
    { name: "name", title: "项目", width: 46, value: (r) => r.raw.name },
    { name: "stage", title: "阶段", width: 22, value: (r) => label("stage", r.raw.stage), order: (r) => Object.keys(report.labels.stage).indexOf(r.raw.stage) },
    { name: "period", title: "年度", width: 16, value: (r) => r.raw.period ?? "" },
    { name: "modality", title: "力度", width: 16, value: (r) => label("modality", r.raw.modality) },
    { name: "school", title: "学校", width: 22, wide: true, value: (r) => schoolName(r.raw.school_id) },
    { name: "place", title: "出处", width: 24, wide: true, value: (r) => placeWords(r.start), order: (r) => r.start },
  ],
  filters: [
    coded("stage", "阶段", (r) => r.raw.stage, "stage"),
    plain("period", "年度", (r) => r.raw.period ?? ""),
    coded("modality", "力度", (r) => r.raw.modality, "modality"),
    CHAPTER,
    CHECKED,
  ],
};
