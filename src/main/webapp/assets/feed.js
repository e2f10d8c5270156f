// One question held open to the shop, for 50 items at most; whatever goes wrong, it never stops asking, and never hammers.

import { call } from "./call.js";
import { Stream } from "./stream.js";

const SHORTEST = 100; // from one question to the next, even where each answer is news
const REFUSED = [400, 404]; // one of the items is not there, or cannot be

export class Feed {
  items = new Set();
  #ended = false;
  #question; // can be called off
  #wake = () => {};

  /** @param shop the client: it hears what comes, and its env has clock, timers and chance, a browser's or a test's */
  constructor(shop) {
    this.shop = shop;
    this.stream = new Stream(this, shop);
    this.#run();
  }

  /** Other items are wanted now. */
  change() {
    this.stream.close();
    this.rest();
    this.hurry();
  }

  /** What is asked needs no answer any more. */
  rest() {
    this.#question?.abort();
    this.#question = null;
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
    const { shop, stream } = this;
    const { shelf, env } = shop;
    let failures = 0;
    let idle = 0; // answers in a row that came at once and said nothing: somebody in between answers for the shop
    await null; // the items come after the constructor
    while (!this.#ended) {
      const hidden = shop.isHidden();
      if (hidden) stream.close();
      if (stream.proven) {
        await this.#pause();
        continue;
      }
      const there = [...this.items].filter((item) => !shelf.isGone(item));
      const asked = there.length ? there : [...this.items];
      const versions = asked.map(shelf.version);
      const began = env.Date.now();
      const { levels, status, after } = await this.#ask(asked, hidden || failures || !there.length);
      const took = env.Date.now() - began;
      if (!this.#question) {
        await this.#pause(SHORTEST, /* whatever= */ true); // called off
        continue;
      }
      if (REFUSED.includes(status)) await this.#findGone(asked);
      if (!levels[0] && !asked.some(shelf.isGone)) {
        failures += 1;
        if (failures > 1) shop.stand("away"); // one dropped connection is not worth a word
        await this.#pause(Math.min(after || 0, 600_000), /* whatever= */ true); // no slip of a proxy's is for good
        await this.#pause(this.#backOff(failures));
        continue;
      }
      failures = 0;
      shop.stand("live");
      const same = levels.every(({ item, version }) => versions[asked.indexOf(item)] === version);
      idle = same && took < 1_000 ? idle + 1 : 0;
      if (shop.isHidden() || asked.every(shelf.isGone)) {
        stream.close(); // unproven as yet
        await this.#pause(60_000 * (1 + env.Math.random() / 4));
      } else {
        if (levels[0]) stream.open(asked); // else one of them is gone, and would be the end of the stream
        const spread = Math.max(...levels.map(({ pollafter }) => pollafter || 0)) * env.Math.random();
        await this.#pause(Math.max(spread, SHORTEST - took, idle && this.#backOff(idle)), /* whatever= */ true);
      }
    }
  }

  /** Full jitter: nobody comes back in step. */
  #backOff = (times) => this.shop.env.Math.random() * Math.min(30_000, 500 * 2 ** times);

  /**
   * The shop keeps a question until there is news. Not where an answer is wanted now: after a failure any answer is news;
   * and a page that nobody sees must not wait.
   */
  async #ask(items, now) {
    const { shop } = this;
    const query = new URLSearchParams(items.flatMap((item) => [["item", item], ["since", shop.shelf.version(item)]])); // prettier-ignore
    this.#question = new AbortController();
    if (now) query.set("wait", 0);
    const { json, status, after } = await call(shop, "status?" + query, {}, this.#question);
    // What else there is are not the shop's words: somebody in between answers for it.
    const levels = [json.items ?? json].flat().filter((words) => words?.version?.at);
    shop.hear(levels);
    return { levels, status, after };
  }

  /** Of many items the shop only says that one is gone, not which. */
  async #findGone(items) {
    if (items.length === 1) return this.shop.hear([{ item: items[0], gone: true }]);
    const middle = items.length >> 1;
    for (const half of [items.slice(0, middle), items.slice(middle)]) {
      const { status } = await this.#ask(half, /* now= */ true);
      if (REFUSED.includes(status)) await this.#findGone(half);
    }
  }

  /** Waits, until called unless it is to be kept whatever comes; the end of all is always heard. */
  #pause(ms, whatever) {
    if (this.#ended || ms <= 0) return;
    return new Promise((resume) => {
      const { env } = this.shop;
      const timer = ms && env.setTimeout(resume, ms);
      this.#wake = () => {
        if (whatever && !this.#ended) return;
        env.clearTimeout(timer);
        resume();
      };
    });
  }
}
