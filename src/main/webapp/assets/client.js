// What the elements and the scripts of a page share: who watches which item, and what is known. One tab asks for all.

import { Feed } from "./feed.js";
import { Shelf } from "./shelf.js";
import { Tabs } from "./tabs.js";

export class Client {
  shelf = new Shelf();
  state = "waiting"; // how we stand with the shop: then "live" or "away"
  onstate = () => {};
  #watchers = new Set();
  #wishes = new Map(); // by tab, while this one leads: which items, and whether anybody looks
  #feeds = []; // while this one leads
  #changed = false;

  /**
   * @param env the window, or what a test has in its place
   * @param base the shop's address
   */
  constructor(env, base) {
    this.env = env;
    this.base = base;
    this.tabs = new Tabs(this);
  }

  start = () => this.tabs.start();
  stop = () => this.tabs.stop();

  /** There is reason to hope, or somebody looks again. */
  look() {
    this.tabs.ask();
    this.#hurry();
  }

  /**
   * Calls back with the newest level of each item, now if one is known, and whenever it changes.
   * @returns {() => void} what ends it
   */
  watch = (items, callback, { signal } = {}) => {
    const watcher = { items: [items].flat(), callback };
    const stop = () => {
      this.#watchers.delete(watcher);
      this.#change();
    };
    if (signal?.aborted) return stop;
    signal?.addEventListener("abort", stop);
    this.#watchers.add(watcher);
    this.#change();
    queueMicrotask(() => watcher.items.forEach((item) => this.#call(watcher, item)));
    return stop;
  };

  /** What a feed says; or what the page has come with, or the shopper has just done. All tabs know it then. */
  hear(levels) {
    const news = levels.filter((words) => this.#take(words));
    if (news.length) this.#say(news);
  }

  /** How we stand; also the same as before, for it says that this tab is alive. */
  stand(state) {
    if (this.state !== state) this.onstate((this.state = state));
    if (this.tabs.leading) this.#say([]);
  }

  isHidden = () => [...this.#wishes.values()].every(({ hidden }) => hidden);

  // --- other tabs; one may run another version of this script, so what is strange is left

  #say(news) {
    this.tabs.say({ news, state: this.state, ahead: this.shelf.ahead });
  }

  message({ tab, leads, wish, roll, news = [], state, ahead }) {
    const { shelf, tabs } = this;
    for (const words of news) this.#take(words);
    if (roll) tabs.ask();
    if (leads && state && !tabs.leading) {
      shelf.ahead = ahead;
      this.stand(state);
    }
    if (!wish || !tabs.leading) return;
    if (!this.#wishes.has(tab)) tabs.mourn(tab);
    this.#wish(tab, wish);
    this.#say(wish.items.map(shelf.words).filter(Boolean));
  }

  /** Says what this tab wants; who leads says it to itself. */
  ask() {
    const wish = { items: [...this.#watchers].flatMap(({ items }) => items), hidden: this.env.document.hidden };
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
    this.#wishes.delete(tab);
    this.#share();
    this.#hurry(); // perhaps nobody looks any more
  }

  #wish(tab, wish) {
    const hidden = this.isHidden();
    this.#wishes.set(tab, wish);
    this.#share();
    if (hidden !== this.isHidden()) this.#hurry();
  }

  #hurry() {
    for (const feed of this.#feeds) feed.hurry();
  }

  /** Gives each item that is wanted anywhere to one feed, 50 at most to each as the shop will have it, and leaves the others where they are. */
  #share() {
    const wanted = new Set([...this.#wishes.values()].flatMap(({ items }) => items));
    for (const feed of this.#feeds) for (const item of feed.items) wanted.delete(item) || feed.items.delete(item);
    const changed = new Set();
    for (const item of wanted) {
      let feed = this.#feeds.find(({ items }) => items.size < 50);
      if (!feed) this.#feeds.push((feed = new Feed(this)));
      this.shelf.find(item); // it may be back
      feed.items.add(item);
      changed.add(feed);
    }
    for (const feed of changed) feed.change();
    this.#feeds = this.#feeds.filter((feed) => feed.items.size || feed.end());
  }

  // --- what watchers hear

  /** Once for all that come or go together. */
  #change() {
    if (!this.#changed) queueMicrotask(() => (this.ask(), (this.#changed = false)));
    this.#changed = true;
  }

  #take(words) {
    const news = this.shelf.take(words);
    if (news) for (const watcher of this.#watchers) this.#call(watcher, words.item);
    return news;
  }

  /** A watcher's mistake is its own. */
  #call(watcher, item) {
    const level = this.#watchers.has(watcher) && watcher.items.includes(item) && this.shelf.level(item);
    try {
      if (level) watcher.callback(level);
    } catch (mistake) {
      this.env.reportError(mistake);
    }
  }
}
