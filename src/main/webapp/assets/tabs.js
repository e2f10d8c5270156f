// All tabs of a browser: one of them leads and asks the shop for all. The browser's locks say which; when it goes, however
// it goes, they let the next one in. Where there are no locks or no channel, each tab leads itself alone.

export class Tabs {
  leading = false;
  #id = Math.random();
  #channel;
  #running; // ends with this tab's part in it
  #timer;

  /** @param self hears what happens: lead(), follow(), message(data), ask() and forget(tab) */
  constructor(self) {
    this.self = self;
    this.env = self.env;
    this.name = `liveshelf 1 ${self.base} `; // for all tabs that can share; 1: how they speak with each other
  }

  start() {
    if (this.#running) return;
    const { env, self } = this;
    const { signal } = (this.#running = new AbortController());
    try {
      this.#channel = env.navigator.locks && new env.BroadcastChannel(this.name);
    } catch {
      // none here
    }
    if (!this.#channel) return this.#lead();
    this.#channel.onmessage = ({ data }) => {
      // The shop answers within 25 s, and whoever leads passes it on.
      if (data.leads) this.#expect(45_000, () => this.ask());
      self.message(data);
    };
    // Held for as long as this tab lives: whoever leads waits for it, and so learns of the end of this one. Only then it
    // speaks, so that it cannot be mourned too soon.
    const alive = () => (this.ask(), ended(signal));
    this.#lock(this.#id, { signal }, alive).catch(() => {});
    this.#queue({ signal });
  }

  stop() {
    this.#running?.abort();
    this.env.clearTimeout(this.#timer);
    this.#channel?.close();
    this.#running = this.#channel = null;
    this.#follow();
  }

  say(message) {
    this.#channel?.postMessage({ ...message, tab: this.#id, leads: this.leading });
  }

  /** Calls for whoever leads. No answer: it hangs, and this tab takes its place, unless nobody looks at this one either. */
  ask() {
    this.self.ask();
    if (!this.leading && this.#channel) this.#expect(5_000, () => this.#queue({ steal: true }));
  }

  /** Tells of the end of another tab, once. */
  mourn(tab) {
    this.#lock(tab, { signal: this.#running.signal }, () => this.self.forget(tab)).catch(() => {});
  }

  #lock = (of, how, held) => this.env.navigator.locks.request(this.name + of, how, held);

  #expect(ms, otherwise) {
    this.env.clearTimeout(this.#timer);
    this.#timer = this.env.setTimeout(() => this.env.document.hidden || otherwise(), ms);
  }

  /** Waits for the lead, and takes it. */
  async #queue(how) {
    const { signal } = this.#running;
    const turn = () => (this.#lead(), ended(signal));
    const failure = await this.#lock("", how, turn).catch((failure) => failure);
    if (signal.aborted) return;
    if (failure.name !== "AbortError") return this.#lead(); // no locks here
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
