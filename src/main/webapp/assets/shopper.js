// Who the shopper is, and what is in the cart.

import { call } from "./call.js";

const KEY = "liveshelf.session";

/** Sends `change` when what is known of the cart may be another. */
export class Shopper extends EventTarget {
  #shop;
  #session;
  #lines = new Map(); // by item, as far as known; another map whenever older news of the cart is worthless

  /** @param shop the client: what the cart answers is known there at once */
  constructor(shop) {
    super();
    this.#shop = shop;
  }

  configure = ({ session }) => {
    if (session === this.#session) return; // many buttons say the same
    this.#session = session;
    this.#lines = new Map();
    this.look();
  };

  /** Whoever has it owns the cart. Made when it is needed first, and kept for all pages of this shop where that is allowed. */
  session = () => {
    if (!this.#kept()) this.#store((this.#session = this.#shop.env.crypto.getRandomValues(new BigUint64Array(3)).join("")));
    return this.#session;
  };

  #kept = () => (this.#session ||= this.#store());

  /** Keeps it, if there is one to keep, and returns what is kept; where nothing may be, it lasts as long as the page. */
  #store(session) {
    try {
      const { localStorage } = this.#shop.env;
      if (session) localStorage.setItem(KEY, session);
      return localStorage.getItem(KEY);
    } catch {
      // not allowed here
    }
  }

  /** The quantity is absolute: said twice, it changes nothing, so it is safe to say again. */
  add = (item, quantity = 1) => this.#act("add", item, quantity);
  remove = (item) => this.#act("remove", item);
  extend = (item) => this.#act("extend", item);

  /** @returns {Promise<import("./liveshelf.js").Line[]>} what is in the cart, the oldest first */
  cart = async () => {
    const lines = this.#lines;
    const headers = { "Liveshelf-Session": this.session() };
    const { status, json } = await call(this.#shop, "cart", { headers });
    if (lines !== this.#lines) return this.cart(); // this may be how it was before
    if (!json.items) throw new Error(json.detail ?? status);
    lines.clear();
    json.items.forEach(this.#take);
    this.#changed();
    return [...lines.values()];
  };

  /** It may have become another one, in another tab; nobody who has never taken anything has one. */
  look() {
    if (this.#kept()) this.cart().catch(() => {}); // then what is known stays
  }

  /** What is known to be in the cart of that item. */
  line = (item) => this.#lines.get(item) ?? { item, inCart: 0, expires: null };

  /** Its time is over: the shop has put it back. */
  expire(item) {
    this.#lines.delete(item);
    this.#changed();
  }

  async #act(action, item, quantity = 1) {
    const shop = this.#shop;
    const body = new URLSearchParams({ session: this.session(), action, item, quantity });
    const { ok = false, status, json } = await call(shop, "cart", { method: "POST", body });
    this.#lines = new Map(this.#lines);
    if (json.version) ok ? this.#take(json) : shop.hear([json]);
    this.#changed();
    return { ok, status, problem: json.detail, ...this.line(item), count: shop.shelf.level(item)?.count ?? 0 };
  }

  #take = (words) => {
    const { item, incart, inventorycount, expires } = words;
    const shop = this.#shop;
    shop.hear([words]);
    if (incart) this.#lines.set(item, { item, count: +inventorycount, inCart: incart, expires: shop.shelf.date(expires) });
    else this.#lines.delete(item);
  };

  #changed = () => this.dispatchEvent(new Event("change"));
}
