// How an hour of samples becomes lines: numbers only, so that it can be tested without a page.

export const WIDTH = 300;
export const HEIGHT = 72;

/** The next round number, of one digit or nearly. What is drawn then has a height that people can read. */
export function ceiling(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value * (1 - 1e-9));
}

/**
 * The points of each run of values; where there is none the line is broken.
 * @param {(number | undefined)[]} values oldest first; the last is at the right edge
 * @param {number} places how many fit across
 * @returns {[number, number][][]}
 */
export function runs(values, most, places) {
  const found = [];
  let run = null;
  values.forEach((value, i) => {
    if (value === undefined) return (run = null);
    if (!run) found.push((run = []));
    const x = WIDTH - ((values.length - 1 - i) / Math.max(1, places - 1)) * WIDTH;
    run.push([round(x), round(HEIGHT - (Math.min(value, most) / most) * HEIGHT)]);
  });
  return found;
}

const round = (value) => Math.round(value * 10) / 10;

/** A point that stands alone is a line of no length, which a round cap makes a dot. */
export const line = (points) => points.map((run) => `M${run.map((point) => point.join(" ")).join("L")}${run.length === 1 ? "h0" : ""}`).join("");

export const area = (points) =>
  points.map((run) => `M${run[0][0]} ${HEIGHT}L${run.map((point) => point.join(" ")).join("L")}L${run.at(-1)[0]} ${HEIGHT}Z`).join("");

/** What the charts show of the shop's history, two lines each; rates are for a minute. */
export function series({ step, samples }) {
  const rate = (value) => (value * 60) / step;
  const of = (how) => samples.map(how);
  return {
    viewers: { lines: [of((s) => s.polls + s.streams), of((s) => s.polls)], digits: 0 },
    wakes: { lines: [of((s) => rate(s.wakes)), of((s) => rate(s.changes))], digits: 0 },
    latency: { lines: [of((s) => s.wakems), of((s) => s.changems)], digits: 1 },
  };
}

/** The last value that there is, and the highest. */
export function summary(values) {
  const there = values.filter((value) => value !== undefined);
  return { now: values.at(-1), most: there.length ? Math.max(...there) : undefined };
}
