// A table of any length: only the rows in view are in the page. It filters, searches, sorts, and is walked
// with the arrow keys.

import { element } from "./dom.js";

const COLLATOR = new Intl.Collator("zh-CN", { numeric: true });
const SPARE = 12;

/** One table over a list of records.
 *  columns: {name, title, width, wide, number, value(record), show(record)}; filters: {name, title, value(record)}. */
export class RecordTable {
  constructor({ rows, columns, filters, onPick, isPicked, rowClass, head = null, printed = [] }) {
    Object.assign(this, { rows, columns, filters, onPick, isPicked, rowClass, printed });
    this.sort = null;
    this.query = "";
    this.kept = {};
    this.texts = new Map();
    this.rowHeight = 44;
    this.output = element("output", { "aria-live": "polite" });
    this.body = element("tbody");
    this.header = element("tr", {}, columns.map((column) => this.#headerCell(column)));
    this.table = element("table", { role: "grid" }, element("thead", {}, this.header), this.body);
    this.room = element("div", { class: "rows", tabindex: 0, role: "group", "aria-label": "表格" }, this.table);
    this.bar = this.#filterBar();
    this.shown = [head, this.bar, this.room].filter(Boolean);
    this.room.addEventListener("scroll", () => this.#later());
    this.room.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#later()).observe(this.room);
    this.refresh();
  }

  #headerCell(column) {
    const cell = element("th", { scope: "col", class: [column.number ? "number" : "", column.wide ? "col-wide" : ""].join(" ").trim() || null });
    const share = (among) => `${(100 * column.width) / among.reduce((sum, one) => sum + one.width, 0)}%`;
    cell.style.setProperty("--narrow", share(this.columns.filter((one) => !one.wide)));
    cell.style.setProperty("--broad", share(this.columns));
    cell.append(element("button", { type: "button", onclick: () => this.#sortBy(column) }, column.title));
    return cell;
  }

  #filterBar() {
    this.search = element("input", { type: "search", placeholder: "搜索", "aria-label": "在表里搜索", oninput: () => this.keep({ query: this.search.value }) });
    this.selects = this.filters.map((filter) => {
      const counts = new Map();
      for (const row of this.rows) {
        const value = filter.value(row);
        if (value !== "" && value !== null && value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const order = filter.order ?? [];
      const place = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
      const values = [...counts.keys()].sort((a, b) => place(a) - place(b) || (filter.byText ? 0 : counts.get(b) - counts.get(a)));
      const select = element(
        "select",
        { "aria-label": filter.title, "data-filter": filter.name, onchange: (event) => this.keep({ [filter.name]: event.target.value }) },
        element("option", { value: "" }, filter.title),
        values.map((value) => element("option", { value: String(value) }, `${filter.words?.(value) ?? value}(${counts.get(value)})`)),
      );
      return counts.size > 1 ? select : null;
    });
    return element("div", { class: "filters" }, this.search, this.selects, this.output);
  }

  /** Keep only rows that fit; `query` searches, other names are filters. */
  keep(wanted) {
    for (const [name, value] of Object.entries(wanted)) {
      if (name === "query") this.query = value.trim().toLowerCase();
      else if (value === "") delete this.kept[name];
      else this.kept[name] = value;
      const select = this.selects.find((found) => found?.dataset.filter === name);
      if (select) select.value = value;
    }
    this.room.scrollTop = 0;
    this.refresh();
  }

  #textOf(row) {
    if (!this.texts.has(row)) {
      this.texts.set(row, this.columns.map((column) => column.value(row)).concat(row.raw.text ?? "").join("\u0001").toLowerCase());
    }
    return this.texts.get(row);
  }

  #sortBy(column) {
    const down = this.sort?.column === column && !this.sort.down;
    this.sort = { column, down };
    for (const [at, cell] of [...this.header.children].entries()) {
      if (this.columns[at] === column) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    this.refresh();
  }

  /** Work out which rows stand in the table, and in what order. */
  refresh() {
    const wanted = Object.entries(this.kept).map(([name, value]) => [this.filters.find((filter) => filter.name === name), value]);
    this.list = this.rows.filter(
      (row) => wanted.every(([filter, value]) => String(filter.value(row)) === value) && (!this.query || this.#textOf(row).includes(this.query)),
    );
    if (this.sort) {
      const { column, down } = this.sort;
      const key = column.order ?? column.value;
      const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : COLLATOR.compare(String(a ?? ""), String(b ?? "")));
      this.list = this.list.map((row) => [key(row), row]).sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0])).map(([, row]) => row);
    }
    this.output.textContent = this.list.length === this.rows.length ? `${this.rows.length} 条` : `${this.list.length} / ${this.rows.length} 条`;
    this.table.setAttribute("aria-rowcount", this.list.length + 1);
    this.draw();
  }

  #later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /** Draw the rows in view, or all of them for printing. */
  draw({ all = false } = {}) {
    const height = this.rowHeight;
    const from = all ? 0 : Math.max(0, Math.floor(this.room.scrollTop / height) - SPARE);
    const to = all ? this.list.length : Math.min(this.list.length, Math.ceil((this.room.scrollTop + this.room.clientHeight) / height) + SPARE);
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    const rows = this.list.slice(from, to).map((row, at) => this.#row(row, from + at));
    if (this.list.length === 0) rows.push(element("tr", { class: "spacer" }, element("td", { colspan: this.columns.length }, element("p", { class: "empty" }, this.rows.length ? "没有符合的记录" : "这份报告里没有读出这一类记录"))));
    this.body.replaceChildren(this.#spacer(from * height), ...rows, this.#spacer((this.list.length - to) * height));
    if (focused) this.body.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    const first = rows[0];
    if (first?.dataset.id && first.offsetHeight && Math.abs(first.offsetHeight - height) > 0.5 && !all) {
      this.rowHeight = first.offsetHeight;
    }
  }

  #spacer(height) {
    if (height <= 0) return "";
    const row = element("tr", { class: "spacer", "aria-hidden": "true" }, element("td", { colspan: this.columns.length }));
    row.firstChild.style.height = `${height}px`;
    return row;
  }

  #row(row, at) {
    const cells = this.columns.map((column) =>
      element("td", { class: [column.number ? "number" : "", column.wide ? "col-wide" : ""].join(" ").trim() || null }, element("span", {}, column.show ? column.show(row) : column.value(row))),
    );
    const picked = this.isPicked(row);
    return element(
      "tr",
      { "data-id": row.id, tabindex: picked ? 0 : -1, "aria-selected": picked ? "true" : "false", "aria-rowindex": at + 2, class: this.rowClass(row), onclick: () => this.onPick(row) },
      cells,
    );
  }

  /** Bring a record's row into view, if it stands in the table. */
  reveal(id) {
    const at = this.list.findIndex((row) => row.id === id);
    if (at >= 0) {
      const top = at * this.rowHeight;
      const { scrollTop, clientHeight } = this.room;
      if (top < scrollTop || top + 2 * this.rowHeight > scrollTop + clientHeight) this.room.scrollTop = Math.max(0, top - clientHeight / 3);
    }
    this.draw();
    return at >= 0;
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12 }[event.key];
    if (!step) return;
    event.preventDefault();
    const now = this.list.findIndex((row) => this.isPicked(row));
    const next = this.list[Math.max(0, Math.min(this.list.length - 1, now < 0 ? 0 : now + step))];
    if (!next) return;
    this.onPick(next);
    this.body.querySelector('[aria-selected="true"]')?.focus({ preventScroll: true });
  }
}
