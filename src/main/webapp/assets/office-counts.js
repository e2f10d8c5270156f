// The counts of an item: what the shop said when asked, and what has been heard of it since.

import { isOlder } from "./shelf.js";

/** @param shelf what is known of all items, and of the shop's clock */
export function counts(item, shelf) {
  const level = shelf.level(item.item);
  const live = level && !level.gone && !(level.version && isOlder(level.version, item.version));
  const { inventorycount, held, nextexpiry, onhand, safetystock, sold } = item;
  const heard = live ? level : { count: +inventorycount, held, nextExpiry: shelf.date(nextexpiry) };
  return { available: heard.count, held: heard.held, next: heard.nextExpiry, onhand, safetystock, sold };
}

/** What shoppers see of it, without what they do not. */
export const shown = ({ item, inventorycount, held, version, nextexpiry }) => ({ item, inventorycount, held, version, nextexpiry });
