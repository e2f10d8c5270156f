// One question held open to the shop, for 50 items at most; whatever goes wrong, it never stops asking, and never hammers.

import { Stream } from "./stream.js";

const LONGEST = 60_000; // the shop answers well before; this only ends what would hang for ever
const SLOWLY = 60_000; // when nobody looks, or there is nothing to ask for
const SHORTEST = 100; // from one question to the next, even where each answer is news

const REFUSED = [400, 404, 414, 431]; // one of the items is not there, or cannot be

export class Feed {
  items = new Set();
  #ended = false;
  #question = null; // what is asked just now can be called off
  #wake = () => {};

  /**
   * @param shop the client: its shelf takes what is heard here
   * @param env fetch, clock, timers and chance; a browser's or a test's
   */
  constructor(shop, env) {
    this.shop = shop;
    this.env = env;
    this.stream = new Stream(this, env);
    this.#run();
  }

  /** Other items are wanted now. */
  change() {
    this.stream.close();
    this.#question?.abort();
    this.hurry();
  }

  /** The stream does it all. */
  rest() {
    this.#question?.abort();
  }

  /** There is reason to hope, or somebody looks. */
  hurry() {
    this.#wake();
  }

  end() {
    this.#ended = true;
    this.change();
  }

  async #run() {
    let failures = 0;
    let idle = 0; // answers in a row that came at once and said nothing: somebody in between answers for the shop
    await null; // the items come after the constructor
    while (!this.#ended) {
      const { shop, stream } = this;
      const slowly = shop.isHidden();
      if (slowly) stream.close();
      if (this.items.size === 0 || stream.proven) {
        await this.#pause();
        if (stream.lost) await this.#pause(5_000 * this.env.random(), /* whatever= */ true); // with many others
        continue;
      }
      const there = [...this.items].filter((item) => !shop.shelf.isGone(item));
      const asked = there.length ? there : [...this.items];
      const versions = asked.map(shop.shelf.version);
      const began = this.env.now();
      const answer = await this.#ask(asked, slowly || failures > 0 || !there.length);
      if (answer.calledOff) {
        await this.#pause(SHORTEST, /* whatever= */ true);
        continue;
      }
      if (answer.levels) shop.hear(answer.levels);
      else if (REFUSED.includes(answer.status)) await this.#findGone(asked);
      if (!answer.levels && !asked.some(shop.shelf.isGone)) {
        failures += 1;
        if (failures > 1) shop.standing("away"); // one dropped connection is not worth a word
        await this.#pause(answer.after ?? 0, /* whatever= */ true);
        await this.#pause(this.#backOff(failures));
        continue;
      }
      failures = 0;
      shop.standing("live");
      const took = this.env.now() - began;
      const told = !answer.levels?.every(({ item, version }) => versions[asked.indexOf(item)] === version);
      idle = told || took > 1_000 || slowly ? 0 : idle + 1;
      if (shop.isHidden() || asked.every(shop.shelf.isGone)) {
        await this.#pause(SLOWLY * (1 + this.env.random() / 4));
      } else {
        stream.open(asked);
        const spread = Math.max(0, ...(answer.levels ?? []).map((level) => level.pollafter ?? 0)) * this.env.random();
        await this.#pause(Math.max(spread, SHORTEST - took, idle && this.#backOff(idle)), /* whatever= */ true);
      }
    }
  }

  /** Full jitter: nobody comes back in step. */
  #backOff = (times) => this.env.random() * Math.min(30_000, 500 * 2 ** times);

  /**
   * The shop keeps a question until there is news. Not where an answer is wanted now: after a failure any answer is news;
   * and a page that nobody sees must not wait.
   */
  async #ask(items, now) {
    const query = new URLSearchParams();
    for (const item of items) {
      query.append("item", item);
      query.append("since", this.shop.shelf.version(item));
    }
    if (now) query.set("wait", "0");
    const question = (this.#question = new AbortController());
    const began = this.env.now();
    let late = false;
    const timer = this.env.setTimeout(() => question.abort((late = true)), LONGEST);
    try {
      const response = await this.env.fetch(`${this.env.base}status?${query}`, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        credentials: "omit",
        signal: question.signal,
      });
      this.shop.setClock(response, began);
      const { status } = response;
      if (!response.ok) return { status, after: retryAfter(response) };
      const json = await response.json();
      return { status, levels: json.items ?? (json.version ? [json] : null) };
    } catch {
      return { calledOff: question.signal.aborted && !late };
    } finally {
      this.env.clearTimeout(timer);
      this.#question = null;
    }
  }

  /** Of many items the shop only says that one is gone, not which. */
  async #findGone(items) {
    if (items.length === 1) return this.shop.lose(items[0]);
    const middle = items.length >> 1;
    for (const half of [items.slice(0, middle), items.slice(middle)]) {
      const { status, levels } = await this.#ask(half, /* now= */ true);
      if (levels) this.shop.hear(levels);
      else if (REFUSED.includes(status)) await this.#findGone(half);
    }
  }

  /** Waits, until called unless it is to be kept whatever comes; the end of all is always heard. */
  #pause(ms, whatever) {
    if (this.#ended || ms <= 0) return;
    return new Promise((resume) => {
      const timer = ms && this.env.setTimeout(resume, ms);
      this.#wake = () => {
        if (whatever && !this.#ended) return;
        this.env.clearTimeout(timer);
        resume();
      };
    });
  }
}

/** In milliseconds; ten minutes at most, so that no slip of a proxy's sends the page to sleep for good. */
function retryAfter(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? Math.min(seconds, 600) * 1_000 : 0;
}
