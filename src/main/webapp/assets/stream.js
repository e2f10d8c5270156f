// The same as an event stream: cheaper, where nothing in between keeps it back. Until it has proven that it comes through,
// and again when it falls silent, the question is asked.

const SILENCE = 33_000; // two heartbeats, and a little

export class Stream {
  proven = false;
  #source;
  #failures = 0;
  #next = 0; // not before
  #timer;

  /** @param shop the client: it hears what comes */
  constructor(feed, shop) {
    this.feed = feed;
    this.shop = shop;
    this.env = shop.env;
  }

  /** Tries, if it is time and not done already. */
  open(items) {
    const { env, feed, shop } = this;
    if (this.#source || !env.EventSource || env.Date.now() < this.#next) return;
    let frames = 0;
    const query = new URLSearchParams(items.map((item) => ["item", item]));
    const source = (this.#source = new env.EventSource(shop.base + "events?" + query));
    source.onerror = () => this.#fail(); // the browser would connect again by itself; the question is asked first
    const heard = ({ data }) => {
      const words = JSON.parse(data);
      this.#listen();
      if (words.version) shop.hear([words]);
      shop.stand("live");
      frames += 1;
      if (frames <= items.length || this.proven) return; // the snapshot alone proves nothing
      this.proven = true;
      this.#failures = 0;
      feed.rest();
    };
    for (const type of ["inventory", "beat"]) source.addEventListener(type, heard);
    this.#listen();
  }

  /** Not wanted any more; no fault of the stream's. */
  close() {
    this.env.clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
    this.proven = false;
  }

  #listen() {
    this.env.clearTimeout(this.#timer);
    this.#timer = this.env.setTimeout(() => this.#fail(), SILENCE);
  }

  #fail() {
    const { env, proven } = this;
    this.close();
    // Tried again after five minutes, then twice as long each time, up to an hour.
    const pause = proven ? SILENCE : Math.min(3_600_000, 300_000 * 2 ** this.#failures++);
    this.#next = env.Date.now() + pause * (1 - env.Math.random() / 2);
    // With it many others may have lost theirs.
    env.setTimeout(() => this.feed.hurry(), proven && 5_000 * env.Math.random());
  }
}
