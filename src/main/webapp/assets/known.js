// What a page knows of one item, and of what its shopper has of it.

import { client } from "./liveshelf.js";

export class Known {
  /**
   * @param {import("./liveshelf.js").Level} level
   * @param {{incart?: number, expires?: string}} line as in takeLine()
   */
  constructor(level, line) {
    this.take(level);
    this.takeLine(line);
  }

  get inCart() {
    return this.quantity > 0;
  }

  get soldOut() {
    return this.count === 0 && !this.inCart;
  }

  /** What the shopper may ask for: what is left, and what is in the cart already. */
  most(limit) {
    return Math.max(1, Math.min(limit, this.count + this.quantity));
  }

  /** @param {import("./liveshelf.js").Level} level */
  take({ count, gone, nextExpiry }) {
    this.count = count;
    this.gone = gone;
    this.nextExpiry = nextExpiry; // of whoever is the first
  }

  /** @param {{incart?: number, expires?: string} | undefined} line nothing: it is in the cart no more */
  takeLine(line) {
    this.quantity = line?.incart ?? 0;
    this.expires = client.shelf.date(line?.expires); // when that goes back; null for never
  }
}
