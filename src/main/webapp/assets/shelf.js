// What a page knows of the shop's items: of each the newest level, in the shop's own words.

/**
 * What the shop says about an item; the cart's answers have `incart` and `expires` as well, and those of a conflict lack some.
 * @typedef {{item: string, inventorycount: string, held?: number, version: string, nextexpiry?: string, pollafter?: number,
 *   incart?: number, expires?: string}} Words
 */

/** Versions are `epoch.n`: only within one epoch does a lower n mean older. */
export function isOlder(version, than) {
  const [dot, thanDot] = [version.lastIndexOf(".") + 1, than.lastIndexOf(".") + 1];
  return version.slice(0, dot) === than.slice(0, thanDot) && +version.slice(dot) < +than.slice(thanDot);
}

export class Shelf {
  #known = new Map();
  ahead = 0; // milliseconds: the shop's clock before this device's, which may be wrong by hours

  /** Takes what the shop says, unless it is known or older; answers may overtake each other, the count never goes back. */
  take(words) {
    const known = this.#known.get(words.item);
    if (known && !known.gone && (words.version === known.version || isOlder(words.version, known.version))) return false;
    this.#known.set(words.item, { ...known, nextexpiry: undefined, ...words, gone: false });
    return true;
  }

  /** Notes that the shop has no such item. Returns whether that is news. */
  lose(item) {
    if (this.isGone(item)) return false;
    this.#known.set(item, { item, version: "", ...this.#known.get(item), gone: true });
    return true;
  }

  /** It may be there again. */
  find(item) {
    if (this.isGone(item)) this.#known.delete(item);
  }

  isGone = (item) => !!this.#known.get(item)?.gone;
  words = (item) => this.#known.get(item);
  version = (item) => this.#known.get(item)?.version ?? "";

  /** The shop's moment, by this device's clock. */
  date = (moment) => (moment ? new Date(Date.parse(moment) - this.ahead) : null);

  /** @returns {import("./liveshelf.js").Level | undefined} */
  level(item) {
    const known = this.#known.get(item);
    return known && {
      item,
      count: Number(known.inventorycount ?? 0),
      held: known.held ?? 0,
      version: known.version,
      nextExpiry: this.date(known.nextexpiry),
      gone: known.gone,
    };
  }
}
