/** What is known of one item. All moments are by this device's clock, so `expires - Date.now()` is what is left. */
export interface Level {
  item: string;
  /** How many may still be put into a cart. */
  count: number;
  /** How many are in carts just now. */
  held: number;
  /** Changes with every change of the item; "" if the shop has never had it. */
  version: string;
  /** When the first of those in carts may come back. */
  nextExpiry: Date | null;
  /** The shop does not have this item, or no longer. */
  gone: boolean;
}

/** One item in the cart. */
export interface Line {
  item: string;
  /** How many are left for others. */
  count: number;
  inCart: number;
  /** When it goes back by itself; null: when it is taken out. */
  expires: Date | null;
}

/** What came of a change of the cart. */
export interface Answer extends Line {
  ok: boolean;
  /** Of the HTTP answer: 409 if there are not so many left, or the cart is full. 0: no answer came, and it is safe to say it again. */
  status: number;
  /** What the shop says against it, if it does. */
  problem?: string;
}

/**
 * Calls back with the newest level of each item: now if one is known, and whenever it changes. All that watch, in all
 * tabs of a browser, share one connection. Never with an older level than before.
 * @returns what ends it, as the signal does
 */
export function watch(
  items: string | string[],
  callback: (level: Level) => void,
  options?: { signal?: AbortSignal },
): () => void;

/** Puts so many of the item into the cart, all in all: said twice, it changes nothing. Never rejects. */
export function add(item: string, quantity?: number): Promise<Answer>;

/** Takes all of the item out of the cart. Never rejects. */
export function remove(item: string): Promise<Answer>;

/** Keeps it in the cart for longer, up to the shop's limit. Never rejects. */
export function extend(item: string): Promise<Answer>;

/** What is in the cart, the oldest first. Rejects if that cannot be had. */
export function cart(): Promise<Line[]>;

/** The shopper: whoever has it owns the cart. A secret of this browser; your back end needs it for the checkout. */
export function session(): string;

/** Says who the shopper is, where your shop has a session already. 1 to 128 characters of A-Z a-z 0-9 . _ ~ - */
export function configure(settings: { session: string }): void;

/** Sent by `<live-stock>` whenever what it shows is news. */
export interface LiveStockChange extends CustomEvent<Level> {}

/** Sent by `<live-cart-button>` when a click has been answered. */
export interface LiveCartChange extends CustomEvent<Answer> {}

declare global {
  interface GlobalEventHandlersEventMap {
    "live-stock-change": LiveStockChange;
    "live-cart-change": LiveCartChange;
  }
}
