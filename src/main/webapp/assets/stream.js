// The same as an event stream: cheaper, where nothing in between keeps it back. Until it has proven that it comes through,
// and again when it falls silent, the question is asked.

const SILENCE = 33_000; // two heartbeats, and a little
const LATER = 300_000; // until it is tried again; twice as long each time, up to an hour

export class Stream {
  proven = false;
  lost = false; // it was proven, and has just ended
  #source;
  #failures = 0;
  #next = 0; // not before
  #timer;

  constructor(feed, env) {
    this.feed = feed;
    this.env = env;
  }

  /** Tries, if it is time and not done already. */
  open(items) {
    const { env, feed } = this;
    if (this.#source || !env.EventSource || env.now() < this.#next) return;
    let frames = 0;
    const query = new URLSearchParams(items.map((item) => ["item", item]));
    const source = (this.#source = new env.EventSource(`${env.base}events?${query}`));
    source.onerror = () => this.#fail(); // the browser would connect again by itself; the question is asked first
    const heard = ({ data }) => {
      const words = JSON.parse(data);
      this.#listen();
      if (words.version) feed.shop.hear([words]);
      feed.shop.stand("live");
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
    this.proven = this.lost = false;
  }

  #listen() {
    this.env.clearTimeout(this.#timer);
    this.#timer = this.env.setTimeout(() => this.#fail(), SILENCE);
  }

  #fail() {
    const lost = this.proven;
    this.close();
    this.lost = lost;
    const pause = lost ? SILENCE : Math.min(3_600_000, LATER * 2 ** this.#failures++);
    this.#next = this.env.now() + pause * (1 - this.env.random() / 2);
    this.feed.hurry();
  }
}
