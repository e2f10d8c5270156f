// All tabs of a browser: one of them leads and asks the shop for all. The browser's locks say which; when it goes, however
// it goes, they let the next one in. Where there are no locks or no channel, each tab leads itself alone.

const PATIENCE = 45_000; // the shop answers within 25 s, and whoever leads passes it on
const GRACE = 5_000; // to answer when asked

export class Tabs {
  leading = false;
  #id;
  #channel;
  #running = null; // ends with this tab's part in it
  #timer = 0;

  /**
   * @param name the same for all tabs that can share, and for no other
   * @param self hears what happens: lead(), follow(), message(data), ask() and forget(tab)
   */
  constructor(name, self, env) {
    this.name = name;
    this.self = self;
    this.env = env;
    this.#id = `${env.now()}.${env.random()}`;
  }

  start() {
    if (this.#running) return;
    const { env, name, self } = this;
    const running = (this.#running = new AbortController());
    try {
      this.#channel = env.locks && env.BroadcastChannel && new env.BroadcastChannel(name);
    } catch {
      // a frame that may not store anything has none
    }
    if (!this.#channel) return this.#lead();
    this.#channel.onmessage = ({ data }) => {
      if (data.leads) this.#listen();
      self.message(data);
    };
    // Held for as long as this tab lives: whoever leads waits for it, and so learns of the end of this one.
    // Only then it speaks, so that it cannot be mourned too soon.
    const alive = () => (this.ask(), ended(running.signal));
    env.locks.request(name + this.#id, { signal: running.signal }, alive).catch(() => {});
    this.#queue({ signal: running.signal });
  }

  stop() {
    this.#running?.abort();
    this.#running = null;
    this.env.clearTimeout(this.#timer);
    this.#channel?.close();
    this.#channel = null;
    this.#follow();
  }

  say(message) {
    this.#channel?.postMessage({ ...message, tab: this.#id, leads: this.leading });
  }

  /** Calls for whoever leads. No answer: it hangs, and this tab takes its place, unless nobody looks at this one either. */
  ask() {
    this.self.ask();
    if (this.leading || !this.#channel) return;
    this.env.clearTimeout(this.#timer);
    this.#timer = this.env.setTimeout(() => this.env.hidden() || this.#queue({ steal: true }), GRACE);
  }

  /** Tells of the end of another tab, once. */
  mourn(tab) {
    const { signal } = this.#running;
    this.env.locks.request(this.name + tab, { signal }, () => this.self.forget(tab)).catch(() => {});
  }

  #listen() {
    this.env.clearTimeout(this.#timer);
    this.#timer = this.env.setTimeout(() => this.env.hidden() || this.ask(), PATIENCE);
  }

  /** Waits for the lead, and takes it. */
  async #queue(how) {
    const running = this.#running;
    let turn;
    try {
      await this.env.locks.request(this.name, how, () => {
        turn = true;
        this.#lead();
        return ended(running.signal);
      });
    } catch (failure) {
      if (running.signal.aborted) return;
      if (failure.name !== "AbortError") return this.#lead(); // no locks here
    }
    if (!turn || running.signal.aborted) return;
    this.#follow(); // another tab took it: this one had not answered for long
    if (how.signal) this.#queue(how); // else it still stands in the queue
  }

  #lead() {
    this.leading = true;
    this.env.clearTimeout(this.#timer);
    this.self.lead();
  }

  #follow() {
    if (!this.leading) return;
    this.leading = false;
    this.self.follow();
  }
}

const ended = (signal) => !signal.aborted && new Promise((resolve) => signal.addEventListener("abort", resolve));
