import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import { comparedWeeks } from '../../../../contracts/compared-weeks.ts';
import type { Platform } from '../../../../contracts/platform.ts';
import { withTenant } from '../../../../db/connect.ts';
import { saveCampaignState } from '../../../../db/queries/campaign-accounts.ts';
import { upsertDailyInsights, upsertHourlyInsights } from '../../../../db/queries/metrics-sync.ts';
import { type SpanReach, saveReachWindow } from '../../../../db/queries/reach-windows.ts';
import { dayIn, lastDays } from '../../account-day.ts';
import { readCampaignReach } from '../../campaign-reach.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { dailyBudgetMinor, readLiveCampaign } from '../../live-campaign.ts';
import { adPlatforms } from '../../platforms.action.ts';
import { syncInsights } from './sync-insights.action.ts';

/** Hours are kept for so many days; older ones serve nobody. */
const hourlyDays = 14;

/** Some platforms report days alone; what needs hours then goes without. */
function readsHours(platform: Platform): boolean {
  return adPlatforms.some((each) => each.platform === platform && each.capabilities.abilities.includes('read_hours'));
}

/** Reads everything first and then writes it in one transaction, so that a failure leaves the old rows as they were. */
export function createSyncInsightsHandler(deps: AdPlatformDependencies): BoundHandler {
  return bindRun({
    definition: syncInsights,
    run: async ({ campaign_id, days }, { origin, heartbeat }) => {
      const { adapter, account } = await deps.registry.forCampaign(origin.tenant_id, campaign_id);
      const reference = { account_id: account.external_id, entity_type: 'campaign', entity_id: campaign_id } as const;
      const now = deps.clock.now();
      const { since, until } = lastDays(account.timezone, now, days);
      const hourly = lastDays(account.timezone, now, Math.min(days, hourlyDays));
      const live = await readLiveCampaign(adapter, account.external_id, campaign_id, 'ads');
      const dailyRows = await adapter.readInsights({ reference, since, until, grain: 'day' });
      heartbeat();
      const hourlyRows = readsHours(adapter.platform)
        ? await adapter.readInsights({ reference, ...hourly, grain: 'hour' })
        : [];
      heartbeat();
      const weeks = await Promise.all(
        comparedWeeks(dayIn(account.timezone, now)).map(async (span) => {
          // Reach sharpens what the days say; without it they stand for themselves.
          const told = await readCampaignReach(adapter, account.external_id, campaign_id, span).catch(() => null);
          return { span, told };
        }),
      );
      const known = weeks.flatMap(({ span, told }): { span: typeof span; told: SpanReach }[] =>
        told === null ? [] : [{ span, told }],
      );
      const owner = { campaign_id, platform: adapter.platform, currency: account.currency };
      const counts = await withTenant(deps.database, origin.tenant_id, async (tx) => {
        for (const { span, told } of known)
          await saveReachWindow(tx, { campaign_id, ...span, source: adapter.platform, read_at: now }, told);
        await saveCampaignState(tx, { ...live, daily_budget_minor: dailyBudgetMinor(live) });
        return {
          daily_rows: await upsertDailyInsights(tx, owner, dailyRows),
          hourly_rows: await upsertHourlyInsights(tx, owner, account.timezone, hourlyRows),
        };
      });
      return { campaign_id, since, until, ...counts, ad_sets: live.ad_sets.length, ads: live.ads.length };
    },
  });
}
