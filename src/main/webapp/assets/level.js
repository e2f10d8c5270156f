// What a page knows of one item, and of what its shopper has of it.

import { moment } from "./clock.js";

/**
 * What the shop says about an item; the cart's answers have `incart` as well.
 * @typedef {{item: string, inventorycount: string, version: string, nextexpiry?: string, pollafter?: number,
 *   incart?: number, expires?: string}} Level
 */

/** Versions are `epoch.n`: only within one epoch does a lower n mean older. */
function isOlder(version, than) {
  const [dot, thanDot] = [version.lastIndexOf("."), than.lastIndexOf(".")];
  const sameEpoch = version.slice(0, dot) === than.slice(0, thanDot);
  return sameEpoch && Number(version.slice(dot + 1)) < Number(than.slice(thanDot + 1));
}

export class Known {
  gone = false;

  /** @param {DOMStringMap} state as the page came with it */
  constructor(state, count) {
    this.count = count;
    this.version = state.version;
    this.quantity = Number(state.quantity); // in the cart
    this.expires = moment(state.expires); // when that goes back, by the shop's clock; 0 for never
    this.nextExpiry = moment(state.nextExpiry); // the same, of whoever is the first
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

  /**
   * An answer can be overtaken on its way by that of a click; the count never goes back.
   * @param {Level} level
   */
  take(level) {
    this.gone = false;
    if (isOlder(level.version, this.version)) return;
    this.version = level.version;
    this.nextExpiry = moment(level.nextexpiry);
    this.count = Number(level.inventorycount);
  }

  /** @param {{incart?: number, expires?: string} | undefined} line nothing: it is in the cart no more */
  takeLine(line) {
    this.quantity = line?.incart ?? 0;
    this.expires = moment(line?.expires);
  }
}
