import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { describeError, errorTable, isErrorCode } from '../../contracts/errors/index.ts';
import type { TenantTransaction } from '../connect.ts';
import { readAdReturn } from './ad-return.ts';
import { readFollowedOutcomes } from './followed-outcomes.ts';

/** Costs of one result: what they fell by was not spent. Of other metrics nobody can say what they are worth. */
const costMetrics = ['cpa', 'cpc', 'cpm'];
const daysOfDeployments = 30;
const dayMs = 86_400_000;
const count = z.coerce.number();
const rowSchema = z.object({ ended: count, faults: count, playbook_versions: count, prompt_versions: count });

/** Codes that blame what was asked for (answered with 4xx), or an account that lets nobody in. */
const othersFaults = JSON.stringify(
  Object.keys(errorTable).filter(
    (code) => code === 'PLATFORM_UNAUTHORIZED' || (isErrorCode(code) && describeError(code).status < 500),
  ),
);

/**
 * How the agent is run, of a period.
 * - `uptime` (0–1): analyses that ended without a fault of ours ÷ all that ended. A time-out is ours, and so is every error but
 *   those that blame the request or an account that lets nobody in; an outage of others that an analysis
 *   did not survive is ours. Null when none ended.
 * - `measured_value_usd`: what followed recommendations saved, of those whose cost per result was measured in the period: the
 *   spend of the measured days at the cost that was to be expected, less what was really spent. Harm counts against it. At the
 *   tenant's newest rates; what has no rate is left out. Null when nothing could be measured.
 * - `roi`: (`measured_value_usd` − cost of models) ÷ cost of models; 2 means that each dollar brought two more. Null when
 *   nothing was measured or models cost nothing.
 * - `ad_return_…`: how the return on ad spend changed, see `readAdReturn`.
 * - `deployments_per_30_days`: versions of playbooks deployed and of prompts first used, per 30 days.
 */
export async function readOperatingFigures(
  tx: TenantTransaction,
  { since, until }: { readonly since: Date; readonly until: Date },
  llm_cost_usd: number,
) {
  const [from, to] = [since.toISOString(), until.toISOString()];
  const within = (column: string) =>
    sql`${sql.identifier(column)} >= ${from}::timestamptz and ${sql.identifier(column)} < ${to}::timestamptz`;
  const [row] = await tx.execute(sql`
    select count(*) as ended,
      count(*) filter (where status = 'timeout' or status = 'error'
        and not coalesce(${othersFaults}::jsonb ? split_part(error_message, ':', 1), false)) as faults,
      (select count(*) from playbook_versions where ${within('created_at')}) as playbook_versions,
      (select count(*) from prompt_versions where ${within('first_used_at')}) as prompt_versions
    from agent_executions where ${within('executed_at')}`);
  const { ended, faults, playbook_versions, prompt_versions } = rowSchema.parse(row);
  const measured_value_usd = await readSavings(tx, within('measured_at'));
  const days = (until.getTime() - since.getTime()) / dayMs;
  return {
    uptime: ended === 0 ? null : (ended - faults) / ended,
    measured_value_usd,
    ...(await readAdReturn(tx, within('measured_at'))),
    roi: measured_value_usd === null || llm_cost_usd === 0 ? null : (measured_value_usd - llm_cost_usd) / llm_cost_usd,
    deployments_per_30_days: rounded(((playbook_versions + prompt_versions) * daysOfDeployments) / days),
  };
}

/** Of one outcome for each followed recommendation, the one nearest to money first. */
async function readSavings(tx: TenantTransaction, measured: ReturnType<typeof sql>): Promise<number | null> {
  const outcomes = await readFollowedOutcomes(tx, measured, costMetrics);
  const saved = outcomes.map(({ spend, effect_pct }) => savedOf(spend, effect_pct));
  return saved.length === 0 ? null : rounded(saved.reduce((sum, each) => sum + each, 0));
}

/** The same results at the cost that was to be expected, less what they cost. */
function savedOf(spend: number, effect_pct: number): number {
  return spend / (1 + effect_pct / 100) - spend;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
