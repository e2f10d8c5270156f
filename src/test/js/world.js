// A shop, its browsers and their time, all in one process and moved by hand.

import { setMaxListeners } from "node:events";
import { Client } from "../../main/webapp/assets/client.js";

setMaxListeners(0); // one tab may wait for the end of many

/** Lets everything that waits for nothing but its turn have it. */
export const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
};

export class World {
  now = 1_000_000;
  #timers = new Map();
  #last = 0;
  #chance;

  constructor(seed = 1) {
    this.#chance = seed;
    this.shop = new Shop(this);
  }

  random = () => (this.#chance = (this.#chance * 16_807) % 2_147_483_647) / 2_147_483_647;

  setTimeout = (call, ms) => {
    this.#timers.set(++this.#last, { call, at: this.now + ms });
    return this.#last;
  };
  clearTimeout = (timer) => this.#timers.delete(timer);

  /** Moves time on, from one timer to the next. */
  async pass(ms) {
    const end = this.now + ms;
    for (;;) {
      await settle();
      const [id, timer] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!id || timer.at > end) break;
      this.#timers.delete(id);
      this.now = Math.max(this.now, timer.at);
      timer.call();
    }
    this.now = end;
    await settle();
  }
}

/** The server, as far as the wire shows it. */
export class Shop {
  asked = []; // every question: {at, url, items, wait}
  waiting = new Set();
  streams = new Set();
  stream = "good";
  streamed = []; // every stream that was asked for: {at, items}
  broken = null; // what it does instead: a function of the question that returns a response, or nothing, or throws
  pollafter = 0;
  epoch = "e1";
  #levels = new Map();

  constructor(world) {
    this.world = world;
  }

  /** The event stream as a browser has it; `stream` says what comes of it: "good", "mute" (held back on its way) or "none". */
  eventSource() {
    const shop = this;
    return class {
      readyState = 0;
      #listeners = {};
      constructor(url) {
        this.items = new URL(url).searchParams.getAll("item");
        shop.streamed.push({ at: shop.world.now, items: this.items });
        this.#connect();
      }
      addEventListener(type, listener) {
        this.#listeners[type] = listener;
      }
      close() {
        this.readyState = 2;
        shop.streams.delete(this);
      }
      say(type, data) {
        if (shop.stream === "good" && this.readyState === 1) this.hear(type, JSON.stringify(data));
      }
      hear = (type, data) => this.#listeners[type]?.({ data });
      drop() {
        shop.streams.delete(this);
        this.readyState = 0;
        this.onerror?.({});
        shop.world.setTimeout(() => this.readyState === 0 && this.#connect(), 3_000);
      }
      async #connect() {
        await null;
        if (this.readyState === 2) return;
        if (shop.broken) return this.drop();
        if (shop.stream === "none" || !this.items.every(shop.words)) {
          this.readyState = 2;
          return this.onerror?.({});
        }
        this.readyState = 1;
        shop.streams.add(this);
        for (const item of this.items) this.say("inventory", shop.words(item));
        this.#beat();
      }
      #beat() {
        shop.world.setTimeout(() => {
          if (!shop.streams.has(this)) return;
          this.say("beat", {});
          this.#beat();
        }, 15_000);
      }
    };
  }

  set(item, count, more = {}) {
    const n = Number(this.#levels.get(item)?.version.split(".")[1] ?? 0) + 1;
    const words = { item, inventorycount: String(count), held: 0, version: `${this.epoch}.${n}`, ...more };
    this.#levels.set(item, words);
    for (const wait of [...this.waiting]) if (wait.items.includes(item)) wait.answer([words]);
    for (const stream of [...this.streams]) if (stream.items.includes(item)) stream.say("inventory", words);
    return words;
  }

  withdraw = (item) => this.#levels.delete(item);
  words = (item) => this.#levels.get(item);

  fetch = (url, { signal, method, headers, body } = {}) => {
    const query = new URL(url).searchParams;
    const [items, since] = [query.getAll("item"), query.getAll("since")];
    const question = { at: this.world.now, url, items, since, wait: query.get("wait"), method, headers, body };
    this.asked.push(question);
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => {
        this.waiting.delete(question);
        reject(signal.reason);
      });
      const said = (status, json, more) => resolve(this.response(status, json, more));
      question.answer = (levels) => {
        this.waiting.delete(question);
        const told = levels.map((words) => ({ ...words, pollafter: this.pollafter }));
        said(200, items.length > 1 ? { items: told } : told[0]);
      };
      if (this.broken) {
        try {
          const response = this.broken(question);
          return response && resolve(response);
        } catch (failure) {
          return reject(failure);
        }
      }
      if (items.some((item) => !this.#levels.has(item))) return said(404, { title: "No such item" });
      const news = items.filter((item, i) => since[i] !== this.#levels.get(item).version).map(this.words);
      if (news.length || question.wait === "0") return question.answer(news.length ? news : items.map(this.words));
      this.waiting.add(question);
      this.world.setTimeout(() => this.waiting.has(question) && question.answer(items.map(this.words)), 25_000);
    });
  };

  response = (status, json = {}, headers = {}) =>
    new Response(JSON.stringify(json), { status, headers: { Date: new Date(this.world.now).toUTCString(), ...headers } });

  /** What breaks down leaves nobody waiting. */
  breakDown(how = () => { throw new TypeError("Failed to fetch"); }) { // prettier-ignore
    this.broken = how;
    for (const question of this.waiting) question.answer([]);
    for (const stream of [...this.streams]) stream.drop();
  }
}

/** One browser: its tabs share locks and channels. */
export class Browser {
  tabs = new Set();
  channels = new Set();
  #held = new Map();
  #queue = [];

  constructor(world) {
    this.world = world;
  }

  tab(more = {}) {
    const tab = new Tab(this, more);
    this.tabs.add(tab);
    return tab;
  }

  locks(tab) {
    return {
      request: (name, { signal, steal } = {}, call) =>
        new Promise((resolve, reject) => {
          const request = { tab, name, call, resolve, reject };
          signal?.addEventListener("abort", () => {
            if (!this.#queue.includes(request)) return;
            this.#queue.splice(this.#queue.indexOf(request), 1);
            reject(signal.reason);
          });
          if (steal) {
            this.#held.get(name)?.reject(new DOMException("stolen", "AbortError"));
            this.#held.delete(name);
            this.#queue.unshift(request);
          } else {
            this.#queue.push(request);
          }
          this.#grant();
        }),
    };
  }

  release(tab) {
    this.tabs.delete(tab);
    this.#queue = this.#queue.filter((request) => request.tab !== tab);
    for (const [name, request] of this.#held) if (request.tab === tab) this.#held.delete(name);
    this.#grant();
  }

  #grant() {
    for (const request of [...this.#queue]) {
      if (this.#held.has(request.name)) continue;
      this.#queue.splice(this.#queue.indexOf(request), 1);
      this.#held.set(request.name, request);
      queueMicrotask(async () => {
        const result = await (async () => request.call())().catch(() => {});
        if (this.#held.get(request.name) !== request) return;
        this.#held.delete(request.name);
        request.resolve(result);
        this.#grant();
      });
    }
  }
}

/** One page of a shop, in one tab. */
export class Tab {
  hidden = false;
  heard = []; // "P=9" and the like
  dead = false;
  hung = false;

  constructor(browser, more) {
    const { world } = browser;
    this.browser = browser;
    const tab = this;
    const living = (call) => (...all) => tab.dead || call(...all); // prettier-ignore
    this.env = {
      fetch: (url, how) => {
        if (!tab.dead) return world.shop.fetch(url, { ...how, signal: any(how.signal, tab.end.signal) });
        return new Promise(() => {});
      },
      Date: { now: () => world.now },
      Math: { random: world.random },
      setTimeout: (call, ms) => world.setTimeout(living(call), ms),
      clearTimeout: world.clearTimeout,
      document: {
        get hidden() {
          return tab.hidden;
        },
      },
      crypto,
      reportError: (mistake) => tab.mistakes.push(mistake),
      navigator: { locks: browser.locks(this) },
      BroadcastChannel: class {
        constructor(name) {
          this.name = name;
          this.tab = tab;
          browser.channels.add(this);
        }
        postMessage(message) {
          const copy = structuredClone(message);
          for (const other of browser.channels) {
            if (other === this || other.name !== this.name) continue;
            setImmediate(() => browser.channels.has(other) && !other.tab.hung && other.onmessage?.({ data: copy }));
          }
        }
        close() {
          browser.channels.delete(this);
        }
      },
      ...more,
    };
    this.mistakes = [];
    this.end = new AbortController();
    this.client = new Client(this.env, "https://shop.example/liveshelf/");
    this.client.start();
  }

  watch(...items) {
    return this.client.watch(items, ({ item, count, gone }) => this.heard.push(`${item}=${gone ? "gone" : count}`));
  }

  get last() {
    return this.heard.at(-1);
  }

  hide() {
    this.hidden = true;
    this.client.look();
  }

  show() {
    this.hidden = false;
    this.client.look();
  }

  /** As a shopper closes it: the page may say goodbye. */
  close() {
    this.client.stop();
    this.crash();
  }

  /** The browser kills it: the page says nothing any more. */
  crash() {
    this.dead = true;
    this.end.abort();
    for (const channel of [...this.browser.channels]) if (channel.tab === this) this.browser.channels.delete(channel);
    this.browser.release(this);
  }
}

const any = (...signals) => AbortSignal.any(signals.filter(Boolean));
