// How long it is until a moment, by this device's clock.

/** Tells whether that moment has come; one that is never has not. */
export const isOver = (until) => until !== null && until <= Date.now();

/** The sentence with the time that is left, or nothing where there is none. */
export function countdown(sentence, until) {
  const ms = until - Date.now();
  if (ms <= 0) return "";
  const seconds = Math.round(ms / 1000);
  return sentence.replace("{time}", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
}
