import { eq } from 'drizzle-orm';
import type { Platform } from '../../contracts/ad-platform.ts';
import type { TenantTransaction } from '../connect.ts';
import { deriveId } from '../derive-id.ts';
import { campaigns } from '../schema/index.ts';
import { enqueueOutbox } from './outbox.ts';
import { findPlannedOutcome, insertOutcome, type OutcomeRow } from './outcomes.ts';

/** For how many days a platform may still count a conversion after its click. */
export type ConversionLag = (platform: Platform) => number;

/** What is to be measured after a change, and for whom. */
export type OutcomePlan = Pick<
  OutcomeRow,
  | 'recommendation_id'
  | 'execution_id'
  | 'campaign_id'
  | 'metric'
  | 'direction'
  | 'window_seconds'
  | 'minimum_effect_pct'
> & {
  /** The set that is measured; null for everything that the execution changed on the campaign. */
  readonly change_set_id: string | null;
  readonly tenant_id: string;
  readonly playbook_id: string;
  readonly requested_by: { readonly user_id: string; readonly email: string; readonly api_key_id: string | null };
  /** When the change was applied. */
  readonly at: Date;
  readonly lagOf: ConversionLag;
  /** A step of the playbook asked for it, or it is planned for every execution. */
  readonly by: 'step' | 'execution';
};

const daySeconds = 86_400;
/** Metrics that go on filling up after their days are over. */
const fillingMetrics: readonly string[] = ['cpa', 'conversion_rate', 'conversions', 'roas'];

/**
 * Plans the measurement of one metric of a campaign, once for each execution and set: the row and the message that starts
 * the workflow which waits for it. The days after the change are full days, so the day of the change itself is waited out
 * as well, and an hour more, so that the last day is complete. Then it is looked what else was changed meanwhile; what
 * fills up late is measured only when the platform counts no conversion of these days any more (`measure_at`).
 */
export async function planOutcome(
  tx: TenantTransaction,
  plan: OutcomePlan,
): Promise<{ readonly outcome_id: string; readonly measure_at: Date }> {
  const { tenant_id, playbook_id, requested_by, at, lagOf, by, ...row } = plan;
  const { execution_id, campaign_id, metric, change_set_id } = row;
  const held = await findPlannedOutcome(tx, row);
  if (held !== null) return held;
  const outcome_id = deriveId('outcome', tenant_id, execution_id, campaign_id, metric, change_set_id ?? '');
  const conversion_lag_days = fillingMetrics.includes(metric) ? await lagDays(tx, campaign_id, lagOf) : 0;
  const window_over = at.getTime() + (row.window_seconds + daySeconds + 3600) * 1000;
  const measure_at = new Date(window_over + conversion_lag_days * daySeconds * 1000);
  const evidence = { planned: { applied_at: at.toISOString(), conversion_lag_days, by } };
  await insertOutcome(tx, { ...row, outcome_id, measure_at, evidence });
  await enqueueOutbox(tx, {
    kind: 'track_outcome',
    payload: {
      ...{ tenant_id, execution_id, outcome_id, playbook_id, campaign_id, mode: 'live', requested_by },
      measure_at_ms: window_over,
    },
    dedupe_key: `track_outcome/${outcome_id}`,
  });
  return { outcome_id, measure_at };
}

async function lagDays(tx: TenantTransaction, campaign_id: string, lagOf: ConversionLag): Promise<number> {
  const [row] = await tx
    .select({ platform: campaigns.platform })
    .from(campaigns)
    .where(eq(campaigns.campaign_id, campaign_id));
  return row === undefined ? 0 : lagOf(row.platform);
}
