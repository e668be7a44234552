import { toMajor } from '../../contracts/money.ts';
import type { ContextDay } from '../../contracts/reasoning/campaign-metrics.ts';
import type { Cell } from '../../sandbox/market/cell.ts';
import { totalsOf } from '../../sandbox/market/report.ts';

/** One full day with what only the generator’s contexts need besides. */
export type ObservedDay = ContextDay & { readonly frequency: number };

/** The full days of some cells as the platform reports them at `at`, oldest first; late conversions are still missing. */
export function observedDays(
  cells: readonly Cell[],
  about: { readonly at: number; readonly today: string; readonly currency: string; readonly whole: boolean },
): readonly ObservedDay[] {
  const over = cells.filter((cell) => cell.date < about.today);
  return [...Map.groupBy(over, (cell) => cell.date)].map(([dt, ofDay]) => {
    const totals = totalsOf(ofDay, about.at, about.whole);
    const shown = ofDay.reduce((sum, cell) => sum + cell.impressions, 0);
    const share = ofDay.reduce((sum, cell) => sum + cell.impressions * cell.impression_share, 0);
    return {
      ...{ dt, impressions: totals.impressions, clicks: totals.clicks, conversions: totals.conversions },
      spend: toMajor(totals.spend_minor, about.currency),
      revenue: toMajor(totals.revenue_minor, about.currency),
      ...{ reach: totals.reach, frequency: totals.frequency },
      impression_share: shown === 0 ? null : Math.round((share / shown) * 1000) / 1000,
    };
  });
}

/** Sums and means of some days. Money in major units; null where there is nothing to divide by. */
export function sumsOf(days: readonly ObservedDay[]) {
  const sum = (pick: (day: ObservedDay) => number) => days.reduce((total, day) => total + pick(day), 0);
  const [spend, impressions, clicks] = [
    sum((day) => day.spend),
    sum((day) => day.impressions),
    sum((day) => day.clicks),
  ];
  const conversions = sum((day) => day.conversions);
  const shares = days.flatMap((day) => day.impression_share ?? []);
  const over = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    ...{ spend, impressions, clicks, conversions },
    ...{ cpa: over(spend, conversions), ctr: over(clicks, impressions), cpc: over(spend, clicks) },
    ...{ cpm: over(spend * 1000, impressions), conversion_rate: over(conversions, clicks) },
    reach: over(
      sum((day) => day.reach ?? 0),
      days.length,
    ),
    frequency: over(
      sum((day) => day.frequency),
      days.length,
    ),
    impression_share: over(
      shares.reduce((total, share) => total + share, 0),
      shares.length,
    ),
  };
}
/** Sums and means of some days. */
export type Sums = ReturnType<typeof sumsOf>;

/** The change in percent to two decimals; null where there was nothing before. */
export function changePct(before: number | null | undefined, after: number | null | undefined): number | null {
  if (before == null || after == null || before <= 0) return null;
  // Plus zero, as JSON knows no minus zero.
  return Math.round((after / before - 1) * 10_000) / 100 + 0;
}
