// What a page knows of the shop's items: of each the newest level, in the shop's own words.

/**
 * What the shop says about an item; the cart's answers have `incart` and `expires` as well, and those of a conflict lack some.
 * @typedef {{item: string, inventorycount: string, held?: number, version: string, nextexpiry?: string, pollafter?: number,
 *   incart?: number, expires?: string, gone?: boolean}} Words
 */

/** Versions are `epoch.n`: only within one epoch does a lower n mean older. */
export function isOlder(version, than) {
  const n = /\d+$/;
  return version.replace(n, "") === than.replace(n, "") && +n.exec(version) < +n.exec(than);
}

export class Shelf {
  #known = new Map();
  ahead = 0; // milliseconds: the shop's clock before this device's, which may be wrong by hours

  /** Takes what is said, if it is news: answers may overtake each other, and the count never goes back. */
  take(words) {
    const { item, version, held, nextexpiry = "", gone = false } = words;
    const known = this.#known.get(item) ?? { version: "", inventorycount: 0 };
    // The next expiry may change without the version; and a conflict has neither that nor what is held.
    const same = version === known.version && (held === undefined || (held === known.held && nextexpiry === known.nextexpiry));
    if (gone ? known.gone : !known.gone && (same || isOlder(version, known.version))) return false;
    this.#known.set(item, { ...known, ...words, nextexpiry, gone });
    return true;
  }

  /** It may be there again. */
  find(item) {
    if (this.isGone(item)) this.#known.delete(item);
  }

  words = (item) => this.#known.get(item);
  isGone = (item) => !!this.words(item)?.gone;
  version = (item) => this.words(item)?.version ?? "";

  /** The shop's moment, by this device's clock. */
  date = (moment) => (moment ? new Date(Date.parse(moment) - this.ahead) : null);

  /** @returns {import("./liveshelf.js").Level | undefined} */
  level(item) {
    const known = this.words(item);
    if (!known) return;
    const { inventorycount, held = 0, version, nextexpiry, gone } = known;
    return { item, count: +inventorycount, held, version, nextExpiry: this.date(nextexpiry), gone };
  }
}
