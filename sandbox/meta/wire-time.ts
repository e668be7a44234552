/** Meta’s way to write an instant: `2026-11-21T10:00:00+0000`. */
export function wireTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}+0000`;
}

/** Reads an instant given as unix seconds or as a date; null when it is neither. */
export function readWireTime(text: string): number | null {
  const instant = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isFinite(instant) ? instant : null;
}
