// The items, a page of them: what shoppers do shows at that moment, what the shop itself has counted a moment later.

import { client, watch } from "./liveshelf.js";
import { ask } from "./office-call.js";
import { counts } from "./office-counts.js";
import { byId, fill, number, words, write, writeCounts, writeNext } from "./office-text.js";

const ON_A_PAGE = 50; // as many as one connection watches
const TYPING = 150; // milliseconds without a letter
const PAUSE = 1_000; // between two looks at what has changed

export class Table {
  #open;
  #rows = new Map(); // by sku: {item, row}
  #pages = [""]; // what the pages up to this one come after
  #next;
  #asked; // can be called off
  #stop = () => {};
  #timer;
  #typing;

  constructor(open) {
    this.#open = open;
    byId("words").addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#search(), TYPING);
    });
    // A shop on Redis reads all titles first, which takes a second: while the operator begins to type.
    byId("words").addEventListener("focus", () => ask("items?limit=1&search="), { once: true });
    byId("search").addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#typing);
      this.#search();
    });
    byId("next").addEventListener("click", () => this.#turn(() => this.#pages.push(this.#next)));
    byId("previous").addEventListener("click", () => this.#turn(() => this.#pages.pop()));
  }

  #search() {
    this.#turn(() => (this.#pages = [""]));
  }

  #turn(page) {
    page();
    this.look();
  }

  /** Asks for this page and shows it; the last who asks is shown. */
  async look() {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    clearTimeout(this.#timer);
    this.#timer = 0;
    const query = new URLSearchParams({ limit: ON_A_PAGE, after: this.#pages.at(-1) });
    const search = byId("words").value.trim();
    if (search) query.set("search", search);
    const { ok, status, json } = await ask(`items?${query}`, asked);
    if (asked.signal.aborted) return;
    if (!ok) {
      write(byId("found"), json.detail ?? words().away);
      if (status === 0 || status >= 500) this.#lookSoon(5 * PAUSE);
      return;
    }
    this.#next = json.next;
    this.#show(json.items);
    byId("next").disabled = !json.next;
    byId("previous").disabled = this.#pages.length === 1;
    this.#tellFound(json);
  }

  /** Asks again for what may have changed: at once, but never more than once in a while. */
  refresh() {
    this.#lookSoon(PAUSE);
  }

  #lookSoon(pause) {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      if (!document.hidden) this.look();
    }, pause);
  }

  #tellFound({ items, next }) {
    const said = words();
    const before = (this.#pages.length - 1) * ON_A_PAGE;
    const sentence = next ? said.foundMore : items.length || before ? said.found : said.nothing;
    write(byId("found"), fill(sentence, { count: number(before + items.length) }));
  }

  #show(items) {
    const known = this.#rows;
    const before = [...known.keys()].join(" ");
    this.#rows = new Map(items.map((item) => [item.item, { item, row: known.get(item.item)?.row ?? this.#makeRow(item.item) }]));
    const skus = [...this.#rows.keys()];
    if (skus.join(" ") !== before) {
      byId("items").tBodies[0].replaceChildren(...[...this.#rows.values()].map(({ row }) => row));
      this.#stop();
      this.#stop = skus.length ? watch(skus, (level) => this.#hear(level)) : () => {};
    }
    for (const sku of skus) this.#write(sku, known.has(sku));
  }

  #makeRow(sku) {
    const row = byId("row").content.firstElementChild.cloneNode(/* deep= */ true);
    row.querySelector("button").addEventListener("click", () => this.#open(sku));
    return row;
  }

  #hear({ item, version }) {
    const known = this.#rows.get(item);
    if (!known) return;
    this.#write(item, /* marks= */ true);
    if (version !== known.item.version) this.refresh();
  }

  #write(sku, marks) {
    const { item, row } = this.#rows.get(sku);
    const now = counts(item, client.shelf);
    write(row.querySelector(".name"), item.title ?? sku);
    write(row.querySelector(".sku"), item.title ? sku : "");
    row.dataset.look = now.available === 0 ? "none" : now.available <= 5 ? "few" : "some";
    writeCounts(row, now, (cell) => marks && mark(cell));
  }

  /** Lets the time go on. */
  tick() {
    for (const [sku, { item, row }] of this.#rows) writeNext(row, counts(item, client.shelf));
  }
}

/** Shows for a moment that it has changed. */
function mark(cell) {
  cell.classList.remove("fresh");
  void cell.offsetWidth; // so that it begins anew
  cell.classList.add("fresh");
}
