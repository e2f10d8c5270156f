// Who the shopper is, and what is in the cart.

import { call } from "./call.js";

const LIMIT = 20_000; // milliseconds for an answer
const KEY = "liveshelf.session";

/** Sends `change` when what is known of the cart may be another. */
export class Shopper extends EventTarget {
  #session;
  #lines = new Map(); // by item, as far as known
  #looking;

  /** @param shop the client: what the cart answers is known there at once */
  constructor(shop) {
    super();
    this.shop = shop;
  }

  configure({ session }) {
    this.#session = session;
  }

  /** Whoever has it owns the cart. Made when it is needed first, and kept for all pages of this shop where that is allowed. */
  session() {
    const { storage, bits } = this.shop.env;
    if (!this.#kept()) {
      this.#session = [...bits(new Uint8Array(20))].map((byte) => byte.toString(36)).join("");
      try {
        storage().setItem(KEY, this.#session);
      } catch {
        // then it lasts as long as the page
      }
    }
    return this.#session;
  }

  #kept() {
    try {
      return (this.#session ||= this.shop.env.storage().getItem(KEY));
    } catch {
      // not allowed here
    }
  }

  /** The quantity is absolute: said twice, it changes nothing, so it is safe to say again. */
  add = (item, quantity = 1) => this.#act("add", item, quantity);
  remove = (item) => this.#act("remove", item);
  extend = (item) => this.#act("extend", item);

  /** @returns {Promise<import("./liveshelf.js").Line[]>} what is in the cart, the oldest first */
  async cart() {
    const headers = { "Liveshelf-Session": this.session() };
    const { status, json } = await call(this.shop, "cart", { headers }, LIMIT);
    if (!json.items) throw new Error(json.detail ?? `No answer (${status})`);
    this.#lines.clear();
    json.items.forEach(this.#take);
    this.#changed();
    return [...this.#lines.values()];
  }

  /** The same for all of a page that ask together; nobody who has never taken anything has a cart. */
  look() {
    if (this.#kept()) this.#looking ??= this.cart().catch(() => {}).finally(() => (this.#looking = null)); // prettier-ignore
  }

  /** What is known to be in the cart of that item. */
  line = (item) => this.#lines.get(item) ?? { item, inCart: 0, expires: null };

  /** Its time is over: the shop has put it back. */
  expire(item) {
    this.#lines.delete(item);
    this.#changed();
  }

  async #act(action, item, quantity = 1) {
    const { shop } = this;
    const body = new URLSearchParams({ session: this.session(), action, item, quantity });
    const { ok, status, json } = await call(shop, "cart", { method: "POST", body }, LIMIT);
    if (json.version) ok ? this.#take(json) : shop.hear([json]);
    this.#changed();
    const answer = { ok, status, count: shop.shelf.level(item)?.count ?? 0, ...this.line(item) };
    return ok ? answer : { ...answer, problem: json.detail ?? "" };
  }

  #take = (words) => {
    const { item, incart, inventorycount, expires } = words;
    const { shop } = this;
    shop.hear([words]);
    if (incart) this.#lines.set(item, { item, count: +inventorycount, inCart: incart, expires: shop.shelf.date(expires) });
    else this.#lines.delete(item);
  };

  #changed = () => this.dispatchEvent(new Event("change"));
}
