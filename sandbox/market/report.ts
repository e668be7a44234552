import { reachOf } from './audience.ts';
import { dayOf, HOUR } from './calendar.ts';
import type { Cell } from './cell.ts';

/** Sums of some hours as the platform shows them at a moment: late conversions are missing until they are reported. */
export type Totals = {
  readonly impressions: number;
  readonly clicks: number;
  readonly spend_minor: number;
  readonly conversions: number;
  readonly revenue_minor: number;
  readonly reach: number;
  readonly frequency: number;
  readonly engagements: number;
  readonly video_plays: number;
  readonly video_completions: number;
};

/** A cell as seen at a moment: of the running hour only the part that has passed, and no conversion before its report. */
function seenAt(cell: Cell, now: number) {
  const part = Math.min(1, (now - cell.start) / HOUR);
  const reported = cell.conversions.filter((conversion) => conversion.reported_at <= now);
  return {
    impressions: Math.floor(cell.impressions * part),
    clicks: Math.floor(cell.clicks * part),
    spend_minor: Math.floor(cell.spend_minor * part),
    conversions: reported.length,
    revenue_minor: reported.reduce((sum, conversion) => sum + conversion.revenue_minor, 0),
    engagements: Math.floor(cell.attention.engagements * part),
    video_plays: Math.floor(cell.attention.video_plays * part),
    video_completions: Math.floor(cell.attention.video_completions * part),
  };
}

/** People reached over several days: fewer than the sum of the days, as the pool’s people come back. */
function reachOver(cells: readonly Cell[], impressionsOf: (cell: Cell) => number, wholeCampaign: boolean): number {
  const days = new Map<string, { impressions: number; pool: number }>();
  for (const cell of cells) {
    const impressions = (days.get(cell.date)?.impressions ?? 0) + impressionsOf(cell);
    days.set(cell.date, { impressions, pool: wholeCampaign ? cell.campaign_pool : cell.pool });
  }
  const shown = [...days.values()].filter((day) => day.impressions > 0);
  if (shown.length === 0) return 0;
  const daily = shown.map((day) => reachOf(day.impressions, day.pool));
  const pool = (shown.reduce((sum, day) => sum + day.pool, 0) / shown.length) * shown.length ** 0.6;
  const together = reachOf(
    shown.reduce((sum, day) => sum + day.impressions, 0),
    pool,
  );
  return Math.max(
    ...daily,
    Math.min(
      together,
      daily.reduce((sum, reach) => sum + reach, 0),
    ),
  );
}

/** Adds up cells of one ad (or, with `wholeCampaign`, of all ads of a campaign) as seen at `now`. */
export function totalsOf(cells: readonly Cell[], now: number, wholeCampaign: boolean): Totals {
  const sums = {
    ...{ impressions: 0, clicks: 0, spend_minor: 0, conversions: 0, revenue_minor: 0 },
    ...{ engagements: 0, video_plays: 0, video_completions: 0 },
  };
  for (const cell of cells) {
    const seen = seenAt(cell, now);
    sums.impressions += seen.impressions;
    sums.clicks += seen.clicks;
    sums.spend_minor += seen.spend_minor;
    sums.conversions += seen.conversions;
    sums.revenue_minor += seen.revenue_minor;
    sums.engagements += seen.engagements;
    sums.video_plays += seen.video_plays;
    sums.video_completions += seen.video_completions;
  }
  const reach = reachOver(cells, (cell) => seenAt(cell, now).impressions, wholeCampaign);
  return { ...sums, reach, frequency: reach === 0 ? 0 : sums.impressions / reach };
}

/** Whole days between two ISO dates, the first of them included. */
export function daysBetween(since: string, until: string): number {
  return dayOf(until) - dayOf(since) + 1;
}
