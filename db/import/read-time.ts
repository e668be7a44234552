const moment =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads an ISO timestamp or date; without a zone it is UTC. Null when it is none, or a day that does not exist.
 * Dates such as 03/04/2026 are refused on purpose: they mean two different days in two countries.
 */
export function readMoment(text: string): Date | null {
  const found = moment.exec(text.trim());
  if (found === null) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = found;
  const offset = zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`);
  if (Number.isNaN(at.getTime()) || !dayExists(Number(year), Number(month), Number(day))) return null;
  return at;
}

/** Reads a calendar day: 2026-01-31 or Jan 31, 2026. Null when it is none. */
export function readDay(text: string): string | null {
  const trimmed = text.trim();
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(trimmed);
  if (iso !== null) return dayExists(Number(iso[1]), Number(iso[2]), Number(iso[3])) ? trimmed : null;
  const named = /^([A-Za-z]{3})[a-z]*\.? (\d{1,2}), (\d{4})$/.exec(trimmed);
  if (named === null) return null;
  const month = months.indexOf((named[1] ?? '').toLowerCase()) + 1;
  const day = Number(named[2]);
  if (month === 0 || !dayExists(Number(named[3]), month, day)) return null;
  return `${named[3]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function dayExists(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}
