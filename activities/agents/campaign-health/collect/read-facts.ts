import { comparedWeeks } from '../../../../contracts/compared-weeks.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { toMajor } from '../../../../contracts/money.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readMetricDays, readMetricsOwner } from '../../../../db/queries/metrics.ts';
import { readReachWindows } from '../../../../db/queries/reach-windows.ts';
import type { MetricsSummary } from './collected-metrics.ts';
import { dateIn, type StoredDay, shiftDate } from './period.ts';
import { summarise } from './summarise.ts';

/** The stored facts of a campaign at a moment: the summary, and the days it was made from. Money in major units. */
export type CampaignFacts = {
  readonly summary: MetricsSummary;
  /** Oldest first, without the day of the moment. */
  readonly days: readonly StoredDay[];
  readonly currency: string;
  readonly timezone: string;
};

/** Reads stored facts; the one place where rows of days become figures, for this agent and for others. */
export type FactsReader = {
  /** Throws CAMPAIGN_NOT_FOUND. */
  read(tenant_id: string, campaign_id: string, moment: Date): Promise<CampaignFacts>;
};

/** Enough for 8 weeks of weekdays and as much again for the scale. */
const spanDays = 120;

/** Builds the reader. */
export function createFactsReader({ database }: { readonly database: Database }): FactsReader {
  return {
    read: (tenant_id, campaign_id, moment) =>
      withTenant(database, tenant_id, async (tx) => {
        const owner = await readMetricsOwner(tx, campaign_id);
        if (owner === null) {
          throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${campaign_id}.`, { campaign_id });
        }
        const { currency, timezone } = owner;
        const major = (minor: number | null) => (minor === null ? null : toMajor(minor, currency));
        const today = dateIn(moment, timezone);
        const stored = await readMetricDays(tx, campaign_id, shiftDate(today, -spanDays), today);
        const days = stored.map((row) => ({
          ...row,
          spend: toMajor(row.spend_minor, currency),
          revenue: toMajor(row.revenue_minor, currency),
        }));
        const amounts = { target_cpa: major(owner.target_cpa_minor), daily_budget: major(owner.daily_budget_minor) };
        const [current = null, previous = null] = await readReachWindows(tx, campaign_id, comparedWeeks(today));
        const summary = summarise({ ...owner, ...amounts }, days, moment, { current, previous });
        return { summary, days, currency, timezone };
      }),
  };
}
