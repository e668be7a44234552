import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MilestoneFacts } from '../../contracts/milestones.ts';
import type { TenantTransaction } from '../connect.ts';
import { readAnalytics } from './analytics.ts';
import { listScenarios } from './autonomy.ts';

const dayMs = 86_400_000;
const count = z.coerce.number();
const rowSchema = z.object({
  ...{ collectors: count, collectors_healthy: count, recommendations: count, golden_examples: count },
  golden_agreement: z.coerce.number().nullable(),
  explained: z.coerce.number().nullable(),
  evaluated_days_ago: z.coerce.number().nullable(),
  ...{
    people_who_decided: count,
    llm_cost_usd_30_days: count,
    weeks_with_improvements: count,
    outcomes_tracked: count,
  },
});

/** What the ledger knows of the milestones; rates over the last four weeks, counts since the beginning. */
export async function readMilestoneFacts(
  tx: TenantTransaction,
  now: Date,
): Promise<Omit<MilestoneFacts, 'back_office'>> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const [row] = await tx.execute(sql`
    select (select count(*) from collector_health) as collectors,
      (select count(*) from collector_health where status = 'healthy') as collectors_healthy,
      (select count(*) from recommendations where mode <> 'shadow') as recommendations,
      (select count(*) from golden_examples where status = 'accepted') as golden_examples,
      (select passed_examples::float8 / total_examples from evaluation_runs
        where run_type = 'golden_set' and total_examples > 0 order by run_at desc, id limit 1) as golden_agreement,
      (select avg((jsonb_array_length(coalesce(recommendation -> 'evidence', '[]')) > 0)::int) from recommendations
        where mode <> 'shadow') as explained,
      (select extract(epoch from ${at} - max(run_at)) / 86400 from evaluation_runs
        where triggered_by in ('scheduled', 'ci')) as evaluated_days_ago,
      (select count(distinct decided_by) from recommendations where human_decision is not null) as people_who_decided,
      (select coalesce(sum(cost_usd), 0) from llm_calls where timestamp > ${at} - interval '30 days') as llm_cost_usd_30_days,
      (select count(distinct floor(extract(epoch from ${at} - taken_up_at) / 604800)) from recommendation_feedback
        where taken_up_at > ${at} - interval '28 days' and taken_up_at <= ${at}) as weeks_with_improvements,
      (select count(*) from recommendations where mode <> 'shadow' and outcome_recorded_at is not null) as outcomes_tracked`);
  const facts = rowSchema.parse(row);
  const figures = await readAnalytics(tx, { since: new Date(now.getTime() - 28 * dayMs), until: now });
  const { acceptance_rate, positive_impact_rate, agreement_rate, latency_p95_seconds } = figures;
  const scenarios_earned = (await listScenarios(tx, now)).filter((scenario) => scenario.earned).length;
  return { ...facts, acceptance_rate, positive_impact_rate, agreement_rate, latency_p95_seconds, scenarios_earned };
}
