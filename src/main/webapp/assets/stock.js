// <live-stock item="P">10</live-stock>: how many are left.

import { Live, part, write } from "./element.js";
import { say } from "./words.js";

const voice = part("", "div");
voice.role = "status";
voice.style.cssText = "position:fixed;clip-path:inset(50%)";
let speaking, sentence;

/** Of all elements of a page a screen reader hears only the last that had something to say, every three seconds. */
function speak(text) {
  document.body.append(voice);
  sentence = text;
  speaking ||= setTimeout(() => {
    speaking = 0;
    write(voice, sentence);
  }, 3_000);
}

export class LiveStock extends Live {
  #text = part("text");

  show(before) {
    const { count, gone, item } = this.level;
    const few = this.getAttribute("few") ?? 5;
    const look = !count || gone ? "sold-out" : count <= few ? "few" : "in-stock";
    this.dataset.state = gone ? "gone" : look;
    const inWords = gone || this.getAttribute("show") === "words";
    const text = inWords ? say(this, look === "few" ? "few-left" : look, count) : String(count);
    const { top, bottom } = this.getBoundingClientRect();
    if (before && bottom > 0 && top < innerHeight && !document.hidden && text !== this.#text.textContent) speak(`${this.getAttribute("label") ?? item}: ${text}`);
    write(this.#text, text);
    this.fill(this.#text);
    this.tell("live-stock-change", this.level);
  }
}
