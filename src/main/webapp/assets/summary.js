// What is in the cart: all of it, also what is not on this page.

import { countdown, isOver } from "./clock.js";
import { client } from "./liveshelf.js";
import { byId, words, write } from "./text.js";

export class Summary {
  constructor(list) {
    this.list = list;
    this.showClocks();
  }

  /** @param {{item: string, name?: string, incart: number, expires?: string}} line with none of it in the cart: leaves */
  take({ item, name = item, incart, expires = "" }) {
    const known = [...this.list.children].find((line) => line.dataset.item === item);
    if (incart === 0) {
      known?.remove();
    } else {
      const line = known ?? this.#add(item, name);
      line.dataset.expires = expires;
      write(line.querySelector(".times"), `× ${incart}`);
    }
    this.showClocks();
  }

  /** Takes a whole cart, in place of what it has. */
  takeAll(lines) {
    for (const line of [...this.list.children]) {
      if (!lines.some(({ item }) => item === line.dataset.item)) line.remove();
    }
    for (const line of lines) this.take(line);
  }

  showClocks() {
    for (const line of [...this.list.children]) {
      const until = client.shelf.date(line.dataset.expires);
      if (isOver(until)) line.remove();
      else write(line.querySelector(".clock"), countdown(words.clockInCart, until));
    }
    byId("empty").hidden = this.list.children.length > 0;
  }

  #add(item, name) {
    const line = byId("line").content.firstElementChild.cloneNode(/* deep= */ true);
    line.dataset.item = item;
    const link = line.querySelector("a");
    link.href = `./?item=${encodeURIComponent(item)}`;
    link.textContent = name;
    this.list.append(line);
    return line;
  }
}
