// The same as an event stream: cheaper, where nothing in between keeps it back. Until it has proven that it comes through,
// and again when it falls silent, the question is asked.

const SILENCE = 33_000; // two heartbeats, and a little
const LATER = 300_000; // until it is tried again; twice as long each time, up to an hour

export class Stream {
  proven = false;
  lost = false; // it was proven, and has just ended
  #source = null;
  #frames = 0;
  #trouble = 0; // ends since the last frame: the browser connects again by itself, once is enough
  #failures = 0;
  #next = 0; // not before
  #timer = 0;

  constructor(feed, env) {
    this.feed = feed;
    this.env = env;
  }

  /** Tries, if it is time and not done already. */
  open(items) {
    if (this.#source || !this.env.EventSource || this.env.now() < this.#next) return;
    const query = new URLSearchParams(items.map((item) => ["item", item]));
    const source = (this.#source = new this.env.EventSource(`${this.env.base}events?${query}`));
    this.#frames = this.#trouble = 0;
    const heard = (event) => {
      if (this.#source !== source) return;
      this.#trouble = 0;
      this.#listen();
      let words;
      try {
        words = JSON.parse(event.data);
      } catch {
        return this.#fail(); // not our shop that speaks
      }
      if (words.version) this.feed.shop.hear([words]);
      this.feed.shop.standing("live");
      this.#frames += 1;
      if (this.#frames > items.length && !this.proven) this.#prove();
    };
    source.addEventListener("inventory", heard);
    source.addEventListener("beat", heard);
    source.addEventListener("error", () => {
      if (this.#source !== source) return;
      if (source.readyState === 2 || this.#trouble++) return this.#fail();
      this.#frames = 0;
      this.#lose();
    });
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

  #prove() {
    this.proven = true;
    this.lost = false;
    this.#failures = 0;
    this.feed.rest();
  }

  #lose() {
    this.lost = this.proven;
    this.proven = false;
    this.feed.hurry();
  }

  #fail() {
    const { proven } = this;
    this.close();
    this.lost = proven;
    const pause = Math.min(3_600_000, LATER * 2 ** this.#failures++);
    this.#next = this.env.now() + pause * (1 - this.env.random() / 2);
    this.feed.hurry();
  }
}
