// What the elements and the scripts of a page share: who watches which item, and what is known. One tab asks for all.

import { Feed } from "./feed.js";
import { Shelf } from "./shelf.js";
import { Tabs } from "./tabs.js";

const MOST = 50; // items in one question

export class Client {
  shelf = new Shelf();
  state = "waiting"; // how we stand with the shop: then "live" or "away"
  onstate = () => {};
  #watchers = new Map(); // by item
  #wishes = new Map(); // by tab, while this one leads: which items, and whether anybody looks
  #feeds = []; // while this one leads
  #changed = false;

  /** @param env what a browser has, or a test: fetch, clock, timers, chance, locks, channels */
  constructor(env) {
    this.env = env;
    // Where the script comes from is where the shop is; a tab with a later script of the same shop may speak otherwise.
    this.tabs = new Tabs(`liveshelf 1 ${env.base} `, this, env);
  }

  start = () => this.tabs.start();
  stop = () => this.tabs.stop();

  /** There is reason to hope, or somebody looks again. */
  look() {
    this.tabs.ask();
    for (const feed of this.#feeds) feed.hurry();
  }

  /**
   * Calls back with the newest level of each item, now if one is known, and whenever it changes.
   * @returns {() => void} what ends it
   */
  watch(items, callback, { signal } = {}) {
    const watcher = { callback };
    const named = [items].flat();
    const stop = () => {
      for (const item of named) {
        const watchers = this.#watchers.get(item);
        watchers?.delete(watcher);
        if (watchers?.size === 0) this.#watchers.delete(item);
      }
      this.#change();
    };
    if (signal?.aborted) return stop;
    signal?.addEventListener("abort", stop);
    for (const item of named) {
      if (!this.#watchers.has(item)) this.#watchers.set(item, new Set());
      this.#watchers.get(item).add(watcher);
      queueMicrotask(() => {
        if (this.#watchers.get(item)?.has(watcher) && this.shelf.level(item)) this.#call(watcher, item);
      });
    }
    this.#change();
    return stop;
  }

  /** The page has come with it, or the shopper has changed it: it is known, here and in all tabs. */
  adopt = (words) => this.hear([words]);

  // --- what a feed says

  hear(levels) {
    const news = levels.filter((words) => this.shelf.take(words));
    if (news.length) this.tabs.say({ news });
    for (const { item } of news) this.#tell(item);
  }

  lose(item) {
    if (!this.shelf.lose(item)) return;
    this.tabs.say({ lost: item });
    this.#tell(item);
  }

  standing(state) {
    this.tabs.say({ state, ahead: this.shelf.ahead }); // also the same as before: it says that this tab is alive
    this.#stand(state);
  }

  #stand(state) {
    if (this.state !== state) this.onstate((this.state = state));
  }

  isHidden = () => [...this.#wishes.values()].every(({ hidden }) => hidden);

  /** Only of a quick answer: one that was held may have been dated when the question came. */
  setClock(response, asked) {
    const date = Date.parse(response.headers.get("Date"));
    const now = this.env.now();
    const ahead = date + 500 - now;
    if (now - asked < 1_000 && Math.abs(ahead - this.shelf.ahead) > 2_000) this.shelf.ahead = ahead;
  }

  // --- what other tabs say; one may run another version of this script, so what is strange is left

  message({ tab, leads, wish, roll, news, lost, state, ahead }) {
    if (news) for (const { item } of news.filter((words) => this.shelf.take(words))) this.#tell(item);
    if (lost && this.shelf.lose(lost)) this.#tell(lost);
    if (leads && state) {
      this.shelf.ahead = ahead;
      this.#stand(state);
    }
    if (roll) this.tabs.ask();
    if (wish && this.tabs.leading) {
      this.#wish(tab, wish);
      const { state, shelf } = this;
      this.tabs.say({ state, ahead: shelf.ahead, news: wish.items.map(shelf.words).filter((known) => known?.version) });
    }
  }

  /** Says what this tab wants; who leads says it to itself. */
  ask() {
    const wish = { items: [...this.#watchers.keys()], hidden: this.env.hidden() };
    if (this.tabs.leading) this.#wish("", wish);
    else this.tabs.say({ wish });
  }

  lead() {
    this.tabs.say({ roll: true });
    this.ask();
  }

  follow() {
    for (const feed of this.#feeds) feed.end();
    this.#feeds = [];
    this.#wishes.clear();
  }

  forget(tab) {
    if (this.#wishes.delete(tab)) this.#share();
  }

  #wish(tab, wish) {
    const hidden = this.isHidden();
    if (tab && !this.#wishes.has(tab)) this.tabs.mourn(tab);
    this.#wishes.set(tab, wish);
    this.#share();
    if (hidden !== this.isHidden()) for (const feed of this.#feeds) feed.hurry();
  }

  /** Gives each item that is wanted anywhere to one feed, and leaves the others where they are. */
  #share() {
    const wanted = new Set([...this.#wishes.values()].flatMap(({ items }) => items));
    for (const feed of this.#feeds) for (const item of feed.items) wanted.delete(item) || feed.items.delete(item);
    const changed = new Set();
    for (const item of wanted) {
      let feed = this.#feeds.find(({ items }) => items.size < MOST);
      if (!feed) this.#feeds.push((feed = new Feed(this, this.env)));
      this.shelf.find(item); // it may be back
      feed.items.add(item);
      changed.add(feed);
    }
    for (const feed of changed) feed.change();
    for (const feed of this.#feeds) feed.items.size || feed.end();
    this.#feeds = this.#feeds.filter(({ items }) => items.size);
  }

  // --- what watchers hear

  #change() {
    if (this.#changed) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      this.ask();
    });
  }

  #tell(item) {
    for (const watcher of [...(this.#watchers.get(item) ?? [])]) this.#call(watcher, item);
  }

  /** A watcher's mistake is its own. */
  #call({ callback }, item) {
    try {
      callback(this.shelf.level(item));
    } catch (mistake) {
      this.env.report(mistake);
    }
  }
}
