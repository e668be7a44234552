const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/**
 * Reads a length of time such as `90s`, `10m`, `24h`, `3d`, `2w` or `1h30m` as seconds; null when it is not one.
 * A day is 24 hours: clock changes are the business of schedules.
 */
export function parseDuration(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d|w))+$/.test(text)) return null;
  let seconds = 0;
  for (const [, amount, , unit] of text.matchAll(/(\d+(\.\d+)?)(ms|s|m|h|d|w)/g)) {
    seconds += Number(amount) * (unitSeconds[unit ?? ''] ?? Number.NaN);
  }
  return Number.isFinite(seconds) ? seconds : null;
}
