// The last hour in three small charts.

import { ask } from "./office-call.js";
import { HEIGHT, WIDTH, area, ceiling, line, runs, series, summary } from "./office-chart.js";
import { byId, fill, number, words, write } from "./office-text.js";

const HOUR = 3_600;
const SVG = "http://www.w3.org/2000/svg";

function draw(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const show = (value, digits) => (value === undefined ? words().none : number(value, digits));

export class Charts {
  #history;
  #at = {}; // by chart: the sample that is pointed at

  constructor() {
    for (const name of ["viewers", "wakes", "latency"]) {
      const plot = byId(`chart-${name}`).querySelector(".plot");
      const point = (event) => {
        const { left, width } = plot.getBoundingClientRect();
        this.#at[name] = event && (event.clientX - left) / width;
        this.#write(name);
      };
      plot.addEventListener("pointermove", point);
      plot.addEventListener("pointerleave", () => point(null));
    }
  }

  async look() {
    const { ok, json } = await ask("history");
    const there = ok && json.samples?.length > 0;
    if (!there && this.#history) return; // what is shown stays
    byId("charts").dataset.state = there ? "there" : "none";
    byId("no-charts").hidden = there;
    write(byId("no-charts"), words().noHistory);
    if (!there) return;
    this.#history = json;
    for (const [name, drawn] of Object.entries(series(json))) this.#draw(name, drawn);
  }

  #draw(name, { lines, digits }) {
    const figure = byId(`chart-${name}`);
    const places = HOUR / this.#history.step;
    const most = ceiling(Math.max(...lines.flat().filter((value) => value !== undefined), 0));
    const [first, second] = lines.map((values) => runs(values, most, places));
    const { now, most: highest } = summary(lines[0]);
    const label = fill(words().chart, {
      name: figure.querySelector(".what").textContent,
      now: show(now, digits),
      most: show(highest, digits),
    });
    const shown = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": label };
    figure.querySelector(".plot").replaceChildren(
      draw("svg", shown,
        draw("path", { class: "grid", d: `M0 0.5H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 0.5}H${WIDTH}` }),
        draw("path", { class: "area", d: area(first) }),
        draw("path", { class: "line second", d: line(second) }),
        draw("path", { class: "line first", d: line(first) }),
        draw("path", { class: "pointer" })),
      Object.assign(document.createElement("span"), { className: "scale", textContent: number(most) }),
    ); // prettier-ignore
    this.#write(name);
  }

  /** What it is now; or was, where the mouse is. */
  #write(name) {
    if (!this.#history) return;
    const { step, samples } = this.#history;
    const { lines, digits } = series(this.#history)[name];
    const figure = byId(`chart-${name}`);
    const output = figure.querySelector("output");
    const pointer = figure.querySelector(".pointer");
    const at = this.#at[name];
    const places = HOUR / step;
    const place = at == null ? -1 : samples.length - 1 - Math.round((1 - at) * (places - 1));
    if (!samples[place]) {
      write(output, show(lines[0].at(-1), digits));
      pointer?.removeAttribute("d");
      return;
    }
    const time = new Date(samples[place].at).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    write(output, `${time} · ${lines.map((values) => show(values[place], digits)).join(" / ")}`);
    const x = WIDTH - ((samples.length - 1 - place) / (places - 1)) * WIDTH;
    pointer?.setAttribute("d", `M${x} 0V${HEIGHT}`);
  }
}
