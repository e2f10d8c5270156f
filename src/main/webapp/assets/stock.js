// <live-stock item="P">10</live-stock>: how many are left. What the page came with stays until that is known.

import { Live, part, write } from "./element.js";
import { say } from "./words.js";

const SPEAK_AFTER = 3_000; // a screen reader hears the newest, not each one
let voice, speaking, sentence;

/** Of all elements of a page only one is heard at a time, the last that had something to say. */
function speak(text) {
  sentence = text;
  speaking ??= setTimeout(() => {
    speaking = undefined;
    if (!voice?.isConnected) {
      voice = document.createElement("div");
      voice.setAttribute("role", "status");
      voice.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
      document.body.append(voice);
    }
    write(voice, sentence);
  }, SPEAK_AFTER);
}

export class LiveStock extends Live {
  static observedAttributes = ["item", "show", "few", "lang", "in-stock", "few-left", "sold-out", "gone"];
  #text = part("text");

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).append(this.#text);
    this.#text.append(document.createElement("slot"));
  }

  take(level) {
    const before = this.level && this.#text.textContent;
    super.take(level);
    const text = this.#text.textContent;
    if (before && before !== text && this.#isSeen()) speak(`${this.getAttribute("label") ?? level.item}: ${text}`);
    this.tell("live-stock-change", level);
  }

  show() {
    const { count, gone } = this.level;
    const few = Number(this.getAttribute("few") ?? 5);
    const state = gone ? "gone" : count === 0 ? "sold-out" : count <= few ? "few" : "in-stock";
    this.dataset.state = state;
    const inWords = gone || this.getAttribute("show") === "words";
    write(this.#text, inWords ? say(this, state === "few" ? "few-left" : state, { count }) : String(count));
  }

  #isSeen() {
    const { top, bottom, height } = this.getBoundingClientRect();
    return !document.hidden && height > 0 && bottom > 0 && top < innerHeight;
  }
}
