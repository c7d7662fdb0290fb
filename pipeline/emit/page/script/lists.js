// The panel's lists: findings, the gravest first, and the corrections with what became of them.

import { button, clip, element } from "./dom.js";
import { pendingCorrections, reviewFile, sendAll, takeBack, tally } from "./corrections.js";
import { choose, chosen, kinds, report } from "./model.js";
import { goTo } from "./reader.js";
import { showPlaces } from "./places.js";
import { checkedShow } from "./shapes.js";
import { familyOf, label } from "./words.js";

const SEVERITIES = ["high", "medium", "low", "info"];
const evidenceRow = (record, span) =>
  element("li", {}, element("button", { type: "button", class: "quote", onclick: () => (span.source ? showPlaces(record) : (choose(record.id, "table"), goTo(span.start))) }, `“${clip(span.text, 40)}”`), span.source ? `(${span.source})` : "");

const GROUPS = { open: ["high", "medium", "low"], high: ["high"], medium: ["medium"], low: ["low"], info: ["info"] };

/** One finding: what, the arithmetic, the places. */
function findingArticle(record) {
  const raw = record.raw;
  return element(
    "article",
    { "data-id": record.id, "data-severity": raw.severity, "aria-current": record.id === chosen.id ? "true" : null },
    element("h3", {}, element("span", { class: `tag ${raw.severity}` }, label("severity", raw.severity)), familyOf(raw), checkedShow(record)),
    element("p", {}, raw.message),
    raw.computation ? element("p", { class: "computation" }, raw.computation) : null,
    element("ul", {}, raw.evidence.map((span) => evidenceRow(record, span))),
    element("div", { class: "bar" }, button(raw.evidence.length > 1 ? `对照 ${raw.evidence.length} 处` : "看原文", () => choose(record.id, "table"))),
  );
}

/** Findings, the gravest first. */
export function findingsView() {
  const sorted = [...kinds.finding].sort((a, b) => SEVERITIES.indexOf(a.raw.severity) - SEVERITIES.indexOf(b.raw.severity) || a.start - b.start);
  const among = (group) => sorted.filter((record) => GROUPS[group].includes(record.raw.severity));
  const wanted = { group: "open", family: "", query: "" };
  const fits = (record) =>
    (!wanted.family || familyOf(record.raw) === wanted.family) &&
    (!wanted.query || `${record.raw.message} ${record.raw.evidence.map((span) => span.text).join(" ")}`.toLowerCase().includes(wanted.query));
  const list = () => among(wanted.group).filter(fits);
  const room = element("div", { class: "findings", tabindex: 0, role: "group", "aria-label": "问题" });
  const draw = () => {
    for (const [group, shown] of Object.entries(switches)) {
      shown.setAttribute("aria-pressed", String(wanted.group === group));
      shown.classList.toggle("strong", wanted.group === group);
    }
    const found = list();
    room.replaceChildren(...found.map(findingArticle));
    if (found.length === 0) room.append(element("p", { class: "empty" }, kinds.finding.length ? "没有符合的问题" : "没有发现问题"));
  };
  const keep = (change) => (Object.assign(wanted, change), draw());
  const title = (group) => `${group === "open" ? "待看" : label("severity", group)} ${among(group).length}`;
  const switches = Object.fromEntries(Object.keys(GROUPS).map((group) => [group, button(title(group), () => keep({ group }))]));
  const families = [...new Set(sorted.map((record) => familyOf(record.raw)))];
  const search = element("input", { type: "search", placeholder: "搜索", "aria-label": "搜索问题", oninput: () => keep({ query: search.value.trim().toLowerCase() }) });
  const family = element("select", { "aria-label": "哪一类", onchange: () => keep({ family: family.value }) }, element("option", { value: "" }, "类别"), families.map((name) => element("option", { value: name }, name)));
  const bar = element("div", { class: "filters" }, Object.values(switches), search, family);
  return {
    id: "findings", title: "问题", count: () => kinds.finding.length,
    make: () => (draw(), [bar, room]), walk: list, refresh: draw,
    focusSearch: () => search.focus(),
    reveal: (record) => {
      if (!list().includes(record)) keep({ group: among("open").includes(record) ? "open" : "info", family: "", query: "" });
      for (const shown of room.querySelectorAll("article")) {
        if (shown.dataset.id === record.id) shown.setAttribute("aria-current", "true");
        else shown.removeAttribute("aria-current");
      }
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
export function correctionsView() {
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
