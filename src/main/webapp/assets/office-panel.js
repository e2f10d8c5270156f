// One item: its counts as they change, what an operator may do with it, and what has happened to it.

import { client, watch } from "./liveshelf.js";
import { Adjuster, item as askItem, ledger, set } from "./office-call.js";
import { counts, shown } from "./office-counts.js";
import { byId, fill, number, words, write, writeCounts, writeNext } from "./office-text.js";

const PAUSE = 1_000;

export class Panel {
  onchange = () => {};
  #dialog = byId("item");
  #item; // as the shop said last
  #seen; // what the form that sets it was filled with
  #first; // the number of the oldest movement that is shown
  #last; // and of the newest
  #stop = () => {};
  #timer;
  #adjuster = new Adjuster();

  constructor() {
    this.#dialog.addEventListener("close", () => {
      this.#stop();
      this.#item = null;
      byId("item-live").replaceChildren();
    });
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close()); // beside it
    byId("set").addEventListener("submit", (event) => this.#send(event, byId("was-set"), () => this.#set()));
    byId("adjust").addEventListener("submit", (event) => this.#send(event, byId("adjusted"), () => this.#adjust()));
    byId("earlier").addEventListener("click", () => this.#showEarlier());
  }

  async open(sku) {
    const { ok, json } = await askItem(sku);
    if (!ok) return;
    for (const id of ["was-set", "adjusted", "ledger-note"]) write(byId(id), "");
    byId("adjust").reset();
    this.#take(json);
    this.#fillForm();
    const live = document.createElement("live-stock");
    live.setAttribute("item", sku);
    live.setAttribute("label", json.title ?? sku);
    live.textContent = json.inventorycount;
    byId("item-live").replaceChildren(live);
    this.#stop = watch(sku, ({ version }) => {
      if (this.#item?.item !== sku) return;
      writeCounts(this.#dialog, counts(this.#item, client.shelf));
      if (version !== this.#item.version) this.#lookSoon();
    });
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
    byId("item-name").focus();
    await this.#showLedger();
  }

  tick() {
    if (this.#item) writeNext(this.#dialog, counts(this.#item, client.shelf));
  }

  #take(item) {
    this.#item = item;
    client.hear([shown(item)]);
    write(byId("item-name"), item.title ?? item.item);
    write(byId("item-sku"), item.title ? item.item : "");
    writeCounts(this.#dialog, counts(item, client.shelf));
  }

  #fillForm() {
    this.#seen = this.#item;
    byId("onhand").value = this.#item.onhand;
    byId("safetystock").value = this.#item.safetystock;
    byId("title").value = this.#item.title ?? "";
  }

  #isUntouched() {
    const { onhand, safetystock, title = "" } = this.#seen;
    return byId("onhand").value === String(onhand) && byId("safetystock").value === String(safetystock) && byId("title").value === title;
  }

  /** What shoppers do comes at once; what it makes of the books, a moment later. */
  #lookSoon() {
    this.#timer ||= setTimeout(async () => {
      this.#timer = 0;
      const sku = this.#item?.item;
      const { ok, json } = sku && !document.hidden ? await askItem(sku) : {};
      if (!ok || this.#item?.item !== sku) return;
      const untouched = this.#isUntouched();
      this.#take(json);
      if (untouched) this.#fillForm();
      await this.#showNews();
    }, PAUSE);
  }

  async #send(event, note, how) {
    event.preventDefault();
    const button = event.target.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    write(note, "");
    const text = await how();
    button.disabled = false;
    write(note, text);
    this.onchange();
  }

  async #set() {
    const wanted = { onhand: +byId("onhand").value, safetystock: +byId("safetystock").value, title: byId("title").value.trim() };
    const answer = await set(this.#seen, wanted);
    if (answer.ok) this.#item = { ...this.#item, title: answer.json.title };
    return this.#tell(answer);
  }

  async #adjust() {
    const answer = await this.#adjuster.adjust(this.#item.item, +byId("delta").value, byId("reason").value.trim());
    if (answer.ok) byId("adjust").reset();
    return this.#tell(answer);
  }

  async #tell({ ok, status, json, changed }) {
    if (changed) {
      this.#take(changed);
      this.#fillForm();
      return fill(words().changed, { onhand: number(changed.onhand), safetystock: number(changed.safetystock) });
    }
    if (!ok) return status ? `${json.title ?? status}. ${json.detail ?? ""}` : words().unsure;
    this.#take({ title: this.#item.title, ...json });
    this.#fillForm();
    await this.#showNews();
    return words().saved;
  }

  async #showLedger() {
    this.#last = 0;
    await this.#showNews();
  }

  /** What has happened since the last look comes on top; if that is too much, it begins anew. */
  async #showNews() {
    const part = await this.#part(Number(/\d+$/.exec(this.#item.version)) + 1);
    if (!part) return;
    const movements = byId("movements");
    const news = part.movements.filter((movement) => movement.number > this.#last).map((movement) => this.#line(movement));
    if (part.first <= this.#last + 1 && this.#last) return movements.prepend(...news);
    movements.replaceChildren(...news);
    this.#tellEnd(part);
  }

  async #showEarlier() {
    const part = await this.#part(this.#first);
    if (!part) return;
    byId("movements").append(...part.movements.map((movement) => this.#line(movement)));
    this.#tellEnd(part);
  }

  async #part(before) {
    const sku = this.#item.item;
    const part = await ledger(sku, before);
    return this.#item?.item === sku ? part : null;
  }

  #tellEnd({ first, more }) {
    this.#first = first;
    byId("earlier").hidden = !more;
    write(byId("ledger-note"), more ? "" : words().ledgerEnd);
  }

  #line({ number: which, time, verb, quantity, party, after }) {
    const line = byId("movement").content.firstElementChild.cloneNode(/* deep= */ true);
    this.#last = Math.max(this.#last, which);
    line.dataset.verb = verb;
    line.querySelector(".verb").textContent = words()[verb];
    line.querySelector(".quantity").textContent = verb === "extend" ? "" : `${quantity > 0 && ["set", "adjust"].includes(verb) ? "+" : ""}${number(quantity)}`;
    line.querySelector(".party").textContent = party;
    line.querySelector(".left").textContent = `→ ${number(+after.inventorycount)}`;
    const at = line.querySelector("time");
    at.dateTime = time;
    at.textContent = new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "medium" });
    return line;
  }
}
