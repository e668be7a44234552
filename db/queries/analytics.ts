import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AnalyticsFigures, analyticsCountsSchema } from '../../contracts/analytics.ts';
import type { TenantTransaction } from '../connect.ts';
import { readAgentSettings } from './agent-settings.ts';
import { readOperatingFigures } from './operating-figures.ts';

/** From a moment on, until another one. */
export type Period = { readonly since: Date; readonly until: Date };

/** Decisions of one person that lie further apart were not made in one sitting. */
const sittingMinutes = 30;
const count = z.coerce.number();
const figure = z.coerce.number().nullable();

const rowSchema = z.object({
  ...{
    recommendations: count,
    campaigns: count,
    auto_approved: count,
    expired: count,
    pending: count,
    validated: count,
  },
  ...{ decided: count, approved: count, edited: count, rejected: count, agreed: count },
  ...{ measured: count, improved: count, judged_actions: count, false_positives: count },
  ...{ mean_improvement_pct: figure, mean_effect_pct: figure, mean_confidence: figure, mean_edit_distance_pct: figure },
  ...{ latency_p50_seconds: figure, latency_p95_seconds: figure, llm_cost_usd: count },
  ...{ median_review_minutes: figure, feedback: count, feedback_closed: count, feedback_closure_days: figure },
});

/** The figures of a period: what was made in it, decided in it, measured in it. What was in shadow is in none of them. */
export async function readAnalytics(tx: TenantTransaction, period: Period): Promise<AnalyticsFigures> {
  const { manual_decision_minutes } = await readAgentSettings(tx);
  const [from, to] = [period.since.toISOString(), period.until.toISOString()];
  const [row] = await tx.execute(sql`
    with r as (select *, outcome_metrics ->> 'improvement_pct' as gain, action ->> 'kind' <> 'none' as acts,
        (human_decision = 'approved' or auto_approved) as is_followed,
        (${within('generated_at', from, to)}) as is_made, (${within('decided_at', from, to)}) as is_decided,
        (${within('outcome_recorded_at', from, to)}) as is_measured
      from recommendations where mode <> 'shadow'),
    sitting as (select extract(epoch from decided_at - lag(decided_at) over (partition by decided_by order by decided_at)) / 60
        as minutes, decided_at from recommendations where human_decision is not null),
    answers as (select *, (human_decision is not null and human_workflow is not null) or gain is not null as is_answered,
        human_workflow = 'Continue Monitoring' or (is_followed and coalesce((outcome_metrics ->> 'effect_pct')::float8 > 0
          and outcome_metrics ->> 'verdict' = 'negative', gain::float8 <= 0)) as was_wrong
      from r where acts and (is_decided or is_measured))
    select count(*) filter (where is_made) as recommendations,
      count(distinct campaign_id) filter (where is_made) as campaigns,
      count(*) filter (where is_made and validation_passed is not null) as validated,
      count(*) filter (where is_decided and auto_approved) as auto_approved,
      count(*) filter (where is_made and status = 'expired') as expired,
      count(*) filter (where status = 'pending' and human_decision is null) as pending,
      count(*) filter (where is_decided and human_decision is not null) as decided,
      count(*) filter (where is_decided and human_decision = 'approved') as approved,
      count(*) filter (where is_decided and status = 'edited') as edited,
      count(*) filter (where is_decided and human_decision = 'rejected') as rejected,
      count(*) filter (where is_decided and human_decision is not null and human_workflow = recommended_workflow) as agreed,
      count(*) filter (where is_measured and is_followed and gain is not null) as measured,
      count(*) filter (where is_measured and is_followed and gain::float8 > 0) as improved,
      avg(gain::float8) filter (where is_measured and is_followed) as mean_improvement_pct,
      avg((outcome_metrics ->> 'effect_pct')::float8) filter (where is_measured and is_followed) as mean_effect_pct,
      avg(confidence) filter (where is_made) as mean_confidence,
      avg(edit_distance_pct) filter (where is_decided and human_decision = 'approved') as mean_edit_distance_pct,
      (select count(*) from answers where is_answered) as judged_actions,
      (select count(*) from answers where is_answered and was_wrong) as false_positives,
      (select percentile_cont(0.5) within group (order by total_duration_ms) / 1000 from agent_executions
        where status = 'success' and ${within('executed_at', from, to)}) as latency_p50_seconds,
      (select percentile_cont(0.95) within group (order by total_duration_ms) / 1000 from agent_executions
        where status = 'success' and ${within('executed_at', from, to)}) as latency_p95_seconds,
      (select coalesce(sum(cost_usd), 0) from llm_calls where ${within('timestamp', from, to)}) as llm_cost_usd,
      (select percentile_cont(0.5) within group (order by minutes) from sitting
        where minutes <= ${sittingMinutes} and ${within('decided_at', from, to)}) as median_review_minutes,
      (select count(*) from recommendation_feedback where ${within('created_at', from, to)}) as feedback,
      (select count(*) from recommendation_feedback where taken_up_at is not null and ${within('created_at', from, to)})
        as feedback_closed,
      (select percentile_cont(0.5) within group (order by extract(epoch from taken_up_at - created_at) / 86400)
        from recommendation_feedback where ${within('taken_up_at', from, to)}) as feedback_closure_days
    from r`);
  const { agreed, validated, judged_actions, false_positives, ...read } = rowSchema.parse(row);
  const { decided, approved, measured, improved, recommendations, median_review_minutes, llm_cost_usd } = read;
  return {
    ...read,
    ...(await readOperatingFigures(tx, period, llm_cost_usd)),
    acceptance_rate: over(approved, decided),
    positive_impact_rate: over(improved, measured),
    false_positive_rate: over(false_positives, judged_actions),
    agreement_rate: over(agreed, decided),
    hours_saved:
      median_review_minutes === null ? null : ((manual_decision_minutes - median_review_minutes) * decided) / 60,
    cost_per_recommendation_usd: over(llm_cost_usd, recommendations),
    evaluation_coverage: over(validated, recommendations),
  };
}

function over(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

type Moment =
  | 'generated_at'
  | 'decided_at'
  | 'outcome_recorded_at'
  | 'executed_at'
  | 'timestamp'
  | 'created_at'
  | 'taken_up_at';

function within(column: Moment, from: string, to: string) {
  const name = sql.identifier(column);
  return sql`${name} >= ${from}::timestamptz and ${name} < ${to}::timestamptz`;
}

const countedSchema = z.object({ key: z.string(), ...countsOf() });

function countsOf() {
  return { recommendations: count, decided: count, approved: count, measured: count, improved: count };
}

/** Counts of what was made in a period, by day (UTC) or by workflow. */
export async function countBy(
  tx: TenantTransaction,
  period: Period,
  by: 'day' | 'workflow',
): Promise<({ readonly key: string } & z.infer<typeof analyticsCountsSchema>)[]> {
  const key = by === 'day' ? sql`to_char(generated_at at time zone 'UTC', 'YYYY-MM-DD')` : sql`recommended_workflow`;
  const rows = await tx.execute(sql`
    select ${key} as key, count(*) as recommendations,
      count(*) filter (where human_decision is not null) as decided,
      count(*) filter (where human_decision = 'approved') as approved,
      count(*) filter (where outcome_metrics ->> 'improvement_pct' is not null
        and (human_decision = 'approved' or auto_approved)) as measured,
      count(*) filter (where (outcome_metrics ->> 'improvement_pct')::float8 > 0
        and (human_decision = 'approved' or auto_approved)) as improved
    from recommendations
    where mode <> 'shadow' and ${within('generated_at', period.since.toISOString(), period.until.toISOString())}
    group by 1 order by 1`);
  return z.array(countedSchema).parse([...rows]);
}
