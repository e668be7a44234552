import type { Stretch } from '../../../db/queries/sync-days.ts';

/** Some days of one campaign that are asked for at once. */
export type DayWindow = {
  readonly campaign_id: string;
  readonly since: string;
  readonly until: string;
  readonly days: number;
};

/** Plain arithmetic of the calendar, so that no clock change matters. */
function dayBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

function daysFrom(since: string, until: string): number {
  return (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${since}T00:00:00Z`)) / 86_400_000 + 1;
}

/**
 * Cuts stretches of days into windows of at most `most` days, the newest first over all campaigns. Stretches of one campaign
 * that touch are read together, whatever each is read for.
 */
export function windowsOf(stretches: readonly Stretch[], most: number): readonly DayWindow[] {
  const windows = [...Map.groupBy(stretches, (each) => each.campaign_id)].flatMap(([campaign_id, own]) =>
    joined(own).flatMap(({ since, until }) => cut(campaign_id, since, until, most)),
  );
  return windows.toSorted(
    (one, other) => other.until.localeCompare(one.until) || one.campaign_id.localeCompare(other.campaign_id),
  );
}

type Span = { readonly since: string; readonly until: string };

/** Spans without overlap, newest first, with those that touch as one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const { since, until } of spans.toSorted((one, other) => other.until.localeCompare(one.until))) {
    const last = found.at(-1);
    if (last !== undefined && until >= dayBefore(last.since, 1)) {
      const [first = since] = [since, last.since].toSorted();
      found[found.length - 1] = { since: first, until: last.until };
    } else found.push({ since, until });
  }
  return found;
}

function cut(campaign_id: string, since: string, until: string, most: number): readonly DayWindow[] {
  const windows: DayWindow[] = [];
  for (let end = until; end >= since; end = dayBefore(end, most)) {
    const start = dayBefore(end, most - 1);
    const first = start > since ? start : since;
    windows.push({ campaign_id, since: first, until: end, days: daysFrom(first, end) });
  }
  return windows;
}
