// The card of the chosen record: its words in their sentence, every field, its rule and evidence, what it is
// linked with, and what people said of it.

import { announce, button, byId, clip, element } from "./dom.js";
import { decide, isPending, makeCorrection, takeBack, valuesOf, verdictOf } from "./corrections.js";
import { choose, chosen, lineAt, lines, mentionsOf, onChoose, pageOf, records, spansOf } from "./model.js";
import { decideSchools, openEdit, openReject, openSchools } from "./form.js";
import { placesOf, showPlaces } from "./places.js";
import { goTo, quotedSentence } from "./reader.js";
import { familyOf, fieldsOf, label, layerOf, placeWords, relationsOf, tagOf, titleOf } from "./words.js";

const card = byId("card");
const EDITABLE = new Set(["numeral", "quantity", "statement", "mention", "list", "project", "commitment", "finding", "school"]);

/** Records that lie one inside the other at the words a record is known by. */
function stackAt(record) {
  if (record.kind === "school") return [];
  const core = records.get(record.raw.quantity_id) ?? record;
  const within = (a, b) => a.start >= b.start && a.end <= b.end;
  const around = (lines[lineAt(core.start)]?.entries ?? []).filter((entry) => within(entry, core) || within(core, entry));
  const sorted = around.sort((a, b) => a.end - a.start - (b.end - b.start));
  return [...new Set([record, ...sorted.map((entry) => entry.record)])].filter((other) => other === record || !isAside(other, core)).slice(0, 9);
}

/** A statement of another number, which only shares its clause. */
const isAside = (other, core) => other.kind === "statement" && core.kind === "quantity" && other.raw.quantity_id !== core.id;

function stackRow(record) {
  const stack = stackAt(record);
  if (stack.length < 2) return null;
  return element(
    "div",
    { class: "stack", role: "group", "aria-label": "此处的各层记录" },
    stack.map((other) =>
      button(`${tagOf(other)} ${other.kind === "finding" ? familyOf(other.raw) : clip(other.raw.text, 9)}`, () => choose(other.id, "card"), { title: titleOf(other), "aria-current": other.id === record.id ? "true" : null }),
    ),
  );
}

function fieldRow(field, verdict) {
  const machine = verdict?.was && field.name in verdict.was ? verdict.was[field.name] : undefined;
  const old = machine === undefined ? null : element("span", { class: "was", title: "机器原值" }, String(machine ?? "空"));
  const code = field.name === "rules" || field.name === "reason" ? element("code", {}, field.words) : field.words;
  return [element("dt", {}, field.label), element("dd", {}, code, old)];
}

function verdictRow(verdict) {
  if (!verdict) return element("p", { class: "verdict" }, "机器读出,还没有人校核。");
  const action = label("review_action", verdict.action);
  const changed = Object.entries(verdict.fields ?? {}).filter(([name]) => verdict.was && name in verdict.was);
  return element(
    "p",
    { class: "verdict" },
    element("span", { class: "tag person" }, "人工"),
    ` ${action}`,
    verdict.by ? ` · ${verdict.by}` : "",
    verdict.reason ? ` · ${verdict.reason}` : "",
    changed.length ? ` · ${changed.map(([name, value]) => `${label("field", name)}改为“${labelled(name, value)}”`).join(",")}` : "",
    verdict.waiting ? " · 待保存" : "",
  );
}

const TABLES = { role: "role", bound: "bound", modality: "modality", stage: "stage", severity: "severity", class: "numeral_class", measure: "measure" };
const labelled = (name, value) => (TABLES[name] ? label(TABLES[name], value) : value);

function findingBody(record) {
  const raw = record.raw;
  return [
    element("p", {}, raw.message),
    raw.computation ? element("p", { class: "computation" }, raw.computation) : null,
    element("p", {}, element("b", {}, "建议 "), raw.suggestion),
  ];
}

function schoolRow(record) {
  const id = record.kind === "school" ? record.id : record.raw.school_id;
  if (!id || !records.has(id)) return null;
  const school = records.get(id);
  const forms = [...new Set((mentionsOf.get(id) ?? []).map((mention) => mention.raw.text))];
  const offers = school.raw.joins.filter((join) => !join.confirmed && !pendingFor(school, join.name));
  return element(
    "div",
    {},
    offers.map((join) =>
      element(
        "p",
        { class: "verdict" },
        `“${join.name}”是同一所吗? `,
        button("是同一所", () => decideSchools("join", school, join.name)),
        " ",
        button("不是", () => decideSchools("separate", school, join.name)),
      ),
    ),
    element("p", {}, `写法 ${forms.length} 种:${forms.join("、")} `, button("合并或分开…", () => openSchools(school))),
  );
}

const pendingFor = (school, name) => ["join", "separate"].some((action) => isPending(`${action}:${school.raw.name}:${name}`));

function relationRows(record) {
  const found = relationsOf(record).slice(0, 14);
  if (found.length === 0) return null;
  return element("dl", {}, found.map(([name, other]) => [
    element("dt", {}, name),
    element("dd", {}, element("button", { type: "button", class: "quote", onclick: () => choose(other.id, "card") }, titleOf(other)), record.kind === "school" ? ` ${placeWords(other.start)}` : ""),
  ]));
}

function actionsRow(record, verdict) {
  const places = placesOf(record);
  return element(
    "div",
    { class: "actions" },
    EDITABLE.has(record.kind) && record.kind !== "school"
      ? [
          button(["认可", element("kbd", {}, "a")], () => accept(record)),
          button(["驳回", element("kbd", {}, "r")], () => openReject(record)),
        ]
      : null,
    button(["改正", element("kbd", {}, "e")], () => openEdit(record)),
    verdict ? button("撤回", () => takeBack(record.id, verdict.correction)) : null,
    places.length > 1 ? button(`对照 ${places.length} 处`, () => showPlaces(record)) : null,
    button("到原文", () => goTo(record.start)),
    button("复制链接", () => copyLink(record)),
  );
}

async function copyLink(record) {
  const link = `${location.href.split("#")[0]}#${record.id}`;
  try {
    await navigator.clipboard.writeText(link);
    announce("链接已复制");
  } catch {
    location.hash = record.id;
    announce("链接在地址栏里");
  }
}

/** Say that the machine is right. */
export async function accept(record) {
  if (!EDITABLE.has(record.kind) || record.kind === "school") return;
  await decide(record.id, makeCorrection("accept", { record, fields: valuesOf(record) }));
  announce(`已认可:${titleOf(record)}`);
}

function draw(record) {
  if (!record) {
    card.hidden = true;
    return;
  }
  const verdict = verdictOf(record);
  const fields = fieldsOf(record).flatMap((field) => fieldRow(field, verdict));
  const span = spansOf(record)[0] ?? record;
  card.replaceChildren(
    element(
      "header",
      {},
      element("span", { class: `tag ${layerOf(record)}` }, tagOf(record)),
      element("h2", {}, record.kind === "finding" ? familyOf(record.raw) : titleOf(record)),
      element("button", { type: "button", class: "close", "aria-label": "关闭记录", onclick: () => choose(null, "card") }, "×"),
    ),
    stackRow(record) ?? "",
    span.end > span.start ? element("blockquote", {}, quotedSentence(span)) : "",
    element("p", { class: "facts" }, placeWords(record.start)),
    ...(record.kind === "finding" ? findingBody(record) : []).filter(Boolean),
    verdictRow(verdict),
    element("dl", {}, ...fields, element("dt", {}, "位置"), element("dd", {}, element("code", {}, `${record.start}–${record.end}`), pageOf(record.start) ? ` 原件第 ${pageOf(record.start)} 页` : ""), element("dt", {}, "编号"), element("dd", {}, element("code", {}, record.id))),
    schoolRow(record) ?? "",
    relationRows(record) ?? "",
    actionsRow(record, verdict),
  );
  card.hidden = false;
  card.scrollTop = 0;
}

/** Show the chosen record again, after something was said of it. */
export function redrawCard() {
  draw(chosen.id ? records.get(chosen.id) : null);
}

export function startCard() {
  onChoose.on(draw);
}

