import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { describeError, errorTable, isErrorCode } from '../../contracts/errors/index.ts';
import { toMajor } from '../../contracts/minor-units.ts';
import type { TenantTransaction } from '../connect.ts';
import { readMoneySettings, readRates } from './fx-rates.ts';

/** Costs of one result: what they fell by was not spent. Of other metrics nobody can say what they are worth. */
const costMetrics = ['cpa', 'cpc', 'cpm'];
const daysOfDeployments = 30;
const dayMs = 86_400_000;
const count = z.coerce.number();
const rowSchema = z.object({ ended: count, faults: count, playbook_versions: count, prompt_versions: count });
const effectSchema = z.object({ currency: z.string(), spend_minor: count, effect_pct: count });

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
    roi: measured_value_usd === null || llm_cost_usd === 0 ? null : (measured_value_usd - llm_cost_usd) / llm_cost_usd,
    deployments_per_30_days: rounded(((playbook_versions + prompt_versions) * daysOfDeployments) / days),
  };
}

/** One outcome for each followed recommendation, the one nearest to money first, with the spend of its measured days. */
async function readSavings(tx: TenantTransaction, measured: ReturnType<typeof sql>): Promise<number | null> {
  const metrics = sql.join(
    costMetrics.map((metric) => sql`${metric}`),
    sql`, `,
  );
  const rows = await tx.execute(sql`
    with followed as (
      select distinct on (o.recommendation_id) o.campaign_id, o.effect_pct, c.currency,
        (((o.evidence -> 'planned' ->> 'applied_at')::timestamptz at time zone a.timezone)::date) as changed_on,
        greatest(1, round(o.window_seconds / 86400.0))::int as days
      from outcomes o
      join recommendations r on r.id = o.recommendation_id
      join campaigns c on c.campaign_id = o.campaign_id
      join ad_accounts a on a.ad_account_id = c.ad_account_id
      where ${measured} and o.status = 'measured' and o.metric in (${metrics}) and o.effect_pct > -100
        and r.mode <> 'shadow' and (r.human_decision = 'approved' or r.auto_approved)
      order by o.recommendation_id, array_position(array[${metrics}], o.metric), o.outcome_id)
    select f.currency, f.effect_pct, sum(d.spend_minor) as spend_minor
    from followed f
    join fct_ad_metric_daily d on d.campaign_id = f.campaign_id and d.ad_id = ''
      and d.dt > f.changed_on and d.dt <= f.changed_on + f.days
    group by f.campaign_id, f.changed_on, f.days, f.currency, f.effect_pct`);
  const effects = z.array(effectSchema).parse([...rows]);
  if (effects.length === 0) return null;
  const { base_currency } = await readMoneySettings(tx);
  const rates = await readRates(tx, base_currency, [...new Set(['USD', ...effects.map((each) => each.currency)])]);
  const usd = rates.get('USD');
  const saved = effects.flatMap(({ currency, spend_minor, effect_pct }) => {
    const rate = rates.get(currency);
    if (currency === 'USD') return savedOf(toMajor(spend_minor, currency), effect_pct);
    if (rate === undefined || usd === undefined) return [];
    return savedOf((toMajor(spend_minor, currency) * rate) / usd, effect_pct);
  });
  return saved.length === 0 ? null : rounded(saved.reduce((sum, each) => sum + each, 0));
}

/** The same results at the cost that was to be expected, less what they cost. */
function savedOf(spend: number, effect_pct: number): number {
  return spend / (1 + effect_pct / 100) - spend;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
