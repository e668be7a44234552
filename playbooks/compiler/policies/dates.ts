import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { readText, readTexts } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

/** Reads an IANA time zone. */
export function readTimezone(node: SourceNode | undefined, report: Report): string | null {
  const timezone = readText(node, '`timezone`', report);
  if (timezone === null || node === undefined) return null;
  const zone = spelled(timezone);
  if (zone !== null) return zone;
  const zones = Intl.supportedValuesOf('timeZone');
  const city = zones.find((zone) => zone.toLowerCase().endsWith(`/${timezone.toLowerCase().replaceAll(' ', '_')}`));
  report.add({
    code: 'PLAYBOOK_TIMEZONE_INVALID',
    place: node.place,
    message: `${timezone} is not a time zone.`,
    expected: 'an IANA name such as Europe/Berlin, or UTC',
    suggestion: city ?? nearest(timezone, zones),
  });
  return null;
}

/** The zone as the list of zones spells it: the runtime takes any case, the server that keeps the schedule does not. Null when there is none. */
function spelled(name: string): string | null {
  // Offsets such as +02:00 are accepted by the runtime but know no daylight-saving time.
  if (!/^[A-Za-z]/.test(name)) return null;
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return zone.toLowerCase() === name.toLowerCase() ? zone : name;
  } catch {
    return null;
  }
}

/** Reads a list of ISO dates; what is no date is reported and left out. */
export function readDates(node: SourceNode | undefined, what: string, report: Report): string[] {
  return (readTexts(node, what, report) ?? []).flatMap(({ text, node: at }) => {
    const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
    if (date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return [text];
    report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: at.place,
      message: `${text} is not a date.`,
      expected: 'an ISO date such as 2026-12-24',
    });
    return [];
  });
}
