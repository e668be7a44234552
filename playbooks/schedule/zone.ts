/**
 * The clock of a place. A wall time is what the clock there shows, as the milliseconds that UTC would have at that reading,
 * so that it can be taken apart with the UTC functions of Date.
 */
export type Zone = {
  /** What the clock shows at a moment (milliseconds since the epoch). */
  wallOf(instant_ms: number): number;
  /** By how much the clock is ahead of UTC at a moment, in milliseconds. */
  offsetAt(instant_ms: number): number;
  /** The moment at which the clock shows a wall time; `exists` is false for one that a clock change skips. */
  instantOf(wall_ms: number): { readonly instant_ms: number; readonly exists: boolean };
};

/** Longer than any clock change, shorter than the time between two of them. */
const threeHours = 3 * 3_600_000;

/** The clock of an IANA time zone. Throws a RangeError for a name that is none. */
export function createZone(timezone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const wallOf = (instant_ms: number): number => {
    const part = new Map(format.formatToParts(instant_ms).map(({ type, value }) => [type, Number(value)]));
    const of = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  };
  const offsetAt = (instant_ms: number): number => wallOf(instant_ms) - Math.floor(instant_ms / 1_000) * 1_000;
  return {
    wallOf,
    offsetAt,
    instantOf(wall_ms) {
      // A wall time that comes twice is read as the server that keeps the schedules reads it: by the offset that holds
      // when UTC shows it, if that is right, else by the other.
      const first = wall_ms - offsetAt(wall_ms);
      const instant_ms = wallOf(first) === wall_ms ? first : wall_ms - offsetAt(first);
      if (wallOf(instant_ms) === wall_ms) return { instant_ms, exists: true };
      // Nobody ever saw this reading: it is what a clock that nobody had put forward would have shown.
      return { instant_ms: wall_ms - offsetAt(instant_ms - threeHours), exists: false };
    },
  };
}
