// One item on a page: its count, and what the shopper has of it.

import { send } from "./cart.js";
import { countdown, isOver } from "./clock.js";
import { Known } from "./known.js";
import { client } from "./liveshelf.js";
import { byId, words, write } from "./text.js";

const SPEAK_AFTER = 3_000; // a screen reader hears the newest count, not each one

export class Card {
  busy = false;
  clicks = 0;
  #trouble = ""; // what the last click came to, if it came to nothing
  #speaking = 0;

  /** @param {(line: {item: string, name?: string, incart: number, expires?: string}) => void} onLine hears what is in the cart */
  constructor(article, onLine) {
    const { at, item, name, quantity, expires } = article.dataset;
    this.sku = item;
    this.name = name;
    this.article = article;
    this.onLine = onLine;
    this.part = (id) => byId(id + at);
    this.form = this.part("choice");
    this.addButton = this.part("add-button");
    this.removeButton = this.part("remove-button");
    this.alone = at === "";
    this.known = new Known(client.shelf.level(item), { incart: Number(quantity), expires });
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.part("quantity")?.addEventListener("input", () => this.show());
  }

  // --- what the shop says

  /** @param {import("./liveshelf.js").Level} level */
  take(level) {
    this.known.take(level);
    if (this.#trouble === words.somebodyFaster && this.known.count > 0) this.#trouble = ""; // that is old news now
    this.show();
  }

  /** @param {import("./shelf.js").Words | undefined} line nothing: it is in the cart no more */
  takeLine(line) {
    const before = this.known.quantity;
    this.known.takeLine(line);
    if (this.known.quantity !== before && this.part("quantity")) this.part("quantity").value = this.known.quantity || 1;
    this.show();
  }

  // --- what people see

  /** How things stand, as [look, words before the count, words after it, the sentence above the buttons]. */
  #standing() {
    const { gone, count, inCart, quantity } = this.known;
    if (gone) return ["gone", "", words.gone, words.noteGone];
    if (count > 0 && !inCart) return ["", words.leftBefore, words.leftAfter, words.noteOpen];
    if (!inCart) return ["sold-out", "", words.soldOut, words.noteSoldOut];
    const several = quantity > 1;
    if (count > 0) {
      const note = several ? words.noteSeveralInCart : words.noteInCart;
      return ["", words.leftBefore, words.leftAfter, note];
    }
    const note = several ? words.noteSeveralLastInCart : words.noteLastInCart;
    return ["", words.othersBefore, words.othersAfter, note];
  }

  show() {
    const { known } = this;
    const [look, before, after, sentence = ""] = this.#standing();
    this.article.dataset.inCart = known.inCart;
    this.part("stock").dataset.look = look;
    this.part("stock").classList.toggle("long", known.count > 999);
    write(this.part("count-before"), before);
    write(this.part("count-after"), after);
    this.#showCount();
    write(this.part("note"), this.#trouble || sentence.replace("{quantity}", known.quantity));
    this.part("shelf").dataset.count = known.gone ? 0 : known.count;
    this.#showChoice();
    this.showClock();
  }

  #showChoice() {
    const { known, busy } = this;
    this.part("add-to-cart").hidden = known.inCart;
    this.part("remove-from-cart").hidden = !known.inCart;
    this.addButton.disabled = busy || known.gone || known.soldOut;
    this.removeButton.disabled = busy;
    this.form.setAttribute("aria-busy", busy);
    const field = this.part("quantity");
    if (!field) return;
    field.max = known.most(Number(words.quantityLimit));
    if (field !== document.activeElement && Number(field.value) > Number(field.max)) field.value = field.max;
    field.disabled = known.gone || known.soldOut;
    const change = this.part("change-button");
    change.hidden = !known.inCart;
    change.disabled = busy || known.gone || Number(field.value) === known.quantity;
  }

  #showCount() {
    const { count } = this.known;
    const element = this.part("count");
    const shown = Number(element.textContent);
    if (shown === count) return;
    element.firstChild.data = String(count);
    this.#speakSoon();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const from = count < shown ? "-0.06em" : "0.06em"; // taken: settles downwards; put back: rises
    element.animate([{ opacity: 0.3, translate: `0 ${from}` }, { opacity: 1, translate: "0 0" }], {
      duration: 260,
      easing: "ease-out",
    });
  }

  /** How long it stays in the cart or, on a sold-out item, when one may come back. Once a second, and at each change. */
  showClock() {
    const { known } = this;
    if (known.inCart && isOver(known.expires) && !this.busy) {
      this.#trouble = words.expired;
      this.takeLine(undefined);
      this.onLine({ item: this.sku, incart: 0 });
      return;
    }
    const text = known.inCart
      ? countdown(words.clockInCart, known.expires)
      : countdown(words.clockSoldOut, known.soldOut && !known.gone ? known.nextExpiry : null);
    write(this.part("clock"), text);
  }

  /** Of many items, only of the one where the reader is: all of them would be chatter. */
  #speakSoon() {
    this.#speaking ||= setTimeout(() => {
      this.#speaking = 0;
      const stock = this.part("stock").innerText.replace(/\s+/g, " ");
      if (this.alone) write(byId("spoken"), stock);
      else if (this.article.contains(document.activeElement)) write(byId("spoken"), `${this.name}: ${stock}`);
    }, SPEAK_AFTER);
  }

  // --- the buttons

  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    const button = event.submitter ?? this.addButton;
    const focused = document.activeElement;
    this.busy = true;
    this.clicks += 1;
    this.#trouble = "";
    const sent = send(this.form, button.value); // before show(): what is disabled is not sent
    this.show();
    this.#heed(await sent);
    this.busy = false;
    this.show();
    if (focused === button) this.#passFocusOn(button);
  }

  #heed({ status, answer }) {
    if (answer.version) client.hear([answer]); // so all tabs know
    if (status === 200 && answer.version) {
      this.takeLine(answer);
      this.onLine({ item: this.sku, name: this.name, incart: answer.incart, expires: answer.expires });
    } else if (status === 409) {
      this.#trouble = answer.cartlimit ? words.cartFull : this.known.soldOut ? words.somebodyFaster : words.notSoMany;
    } else if (status === 404) {
      client.hear([{ item: this.sku, gone: true }]);
    } else {
      // Safe to repeat: what a click asks for is "so many of it" or "none", never "one more".
      this.#trouble = status < 300 || status === 429 || status >= 500 ? words.tryAgain : words.reload;
    }
  }

  /** A button that is disabled or hidden drops the focus; the one in its place, or else the sentence, takes it up. */
  #passFocusOn(from) {
    if (![from, document.body].includes(document.activeElement)) return; // the shopper has gone on
    const next = this.known.inCart ? this.removeButton : this.addButton;
    const field = from === this.part("change-button") ? [this.part("quantity")] : [];
    [from, ...field, next, this.part("note")].find((place) => !place.disabled && !place.closest("[hidden]")).focus();
  }
}
