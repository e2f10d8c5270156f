// Time, by the shop's clock.

import { words } from "./text.js";

/** In milliseconds; 0 for never. */
export const moment = (text) => (text ? Date.parse(text) : 0);

/** How far the shop's clock is ahead of this device's, which may be wrong by hours: it wrote `now`, then we got the page. */
const { responseStart } = performance.getEntriesByType("navigation")[0];
const ahead = moment(words.now) - (performance.timeOrigin + responseStart);

/** Milliseconds until then. */
export const left = (until) => until - Date.now() - ahead;

/** Tells whether that moment has come; one that is never has not. */
export const isOver = (until) => until > 0 && left(until) <= 0;

/** The sentence with the time that is left, or nothing where there is none. */
export function countdown(sentence, until) {
  const ms = until ? left(until) : 0;
  if (ms <= 0) return "";
  const seconds = Math.round(ms / 1000);
  return sentence.replace("{time}", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
}
