/** `yyyy-MM-dd HH:mm:ss` as the clocks of a time zone show an instant. */
export function wallTime(instant: number, timezone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    ...({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const),
  });
  return parts.format(instant);
}

/** The instant at which the clocks of a time zone show `yyyy-MM-dd HH:mm:ss`; null when the text is no such time. */
export function instantOf(text: string, timezone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null;
  const asUtc = Date.parse(`${text.replace(' ', 'T')}Z`);
  if (!Number.isFinite(asUtc)) return null;
  // The offset of the guess may differ from that of the result around a change of clocks; the second look settles it.
  let instant = asUtc;
  for (let look = 0; look < 2; look += 1) {
    instant = asUtc - (Date.parse(`${wallTime(instant, timezone).replace(' ', 'T')}Z`) - instant);
  }
  return wallTime(instant, timezone) === text ? instant : null;
}
