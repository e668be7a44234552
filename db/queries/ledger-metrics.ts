import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';

const number = z.coerce.number();
const rowSchema = z.object({ metric: z.string(), one: z.string(), two: z.string(), value: number });
/** A figure of the ledger: which one, for which labels, and how much. Figures of several tenants add up. */
type LedgerFigure = z.infer<typeof rowSchema>;

/**
 * Counts of the ledger that never fall: what was recommended, decided and done, and what models were asked. They come from
 * the rows themselves, so a restart loses nothing and a repeated activity counts once. Cost in US dollars.
 */
export async function readLedgerCounts(tx: TenantTransaction): Promise<LedgerFigure[]> {
  const rows = await tx.execute(sql`
    with r as (select recommended_workflow as workflow, confidence, human_decision, auto_approved, degraded, iteration_count,
      execution_id, decided_at from recommendations)
    select 'recommendations' as metric, workflow as one, confidence::text as two, count(*)::float8 as value from r group by 2, 3
    union all select 'decisions', workflow, case when auto_approved then 'auto_approved' else human_decision end, count(*)
      from r where human_decision is not null or auto_approved group by 2, 3
    union all select 'regenerations', '', '', coalesce(sum(greatest(iteration_count - 1, 0)), 0) from r
    union all select 'fallbacks', '', '', count(*) from r where degraded
    union all select 'tokens', model, task, sum(input_tokens + output_tokens) from llm_calls group by 2, 3
    union all select 'cost', model, task, sum(coalesce(cost_usd, 0)) from llm_calls group by 2, 3
    union all select 'errors', model, status, count(*) from llm_calls where status not in ('answered', 'cached') group by 2, 3
    union all select 'cache', case when cached or status = 'cached' then 'hit' else 'miss' end, '', count(*)
      from llm_calls group by 2
    union all select 'saved', case when cached then 'cache' else 'batch' end, '', sum(saved_usd)
      from llm_calls where saved_usd is not null group by 2
    union all select 'requests', 'genai', '', count(*) from llm_calls where not cached and status <> 'cached'
    union all select 'requests', 'ml', '', count(*) from r
    union all select 'executed', r.workflow, case when e.status = 'completed' then 'success' else 'error' end, count(*)
      from r join executions e on e.execution_id = r.execution_id
      where (r.human_decision = 'approved' or r.auto_approved) and e.status in ('completed', 'failed') group by 2, 3
    union all select 'latency', (total_duration_ms / 1000.0)::text, '', count(*) from agent_executions
      where status = 'success' and total_duration_ms is not null group by 2
    union all select 'duration', r.workflow, extract(epoch from e.finished_at - r.decided_at)::text, count(*)
      from r join executions e on e.execution_id = r.execution_id
      where (r.human_decision = 'approved' or r.auto_approved) and e.finished_at >= r.decided_at group by 2, 3`);
  return z.array(rowSchema).parse([...rows]);
}

/** How the ledger stands now: what waits, what was decided in the last 24 hours, what following brought, how sources do. */
export async function readLedgerState(tx: TenantTransaction, now: Date): Promise<LedgerFigure[]> {
  const moment = now.toISOString();
  const rows = await tx.execute(sql`
    with d as (select * from recommendations where human_decision is not null
      and decided_at > ${moment}::timestamptz - interval '1 day' and decided_at <= ${moment}::timestamptz)
    select 'decided_today' as metric, '' as one, '' as two, count(*)::float8 as value from d
    union all select 'accepted_today', '', '', count(*) from d where human_decision = 'approved'
    union all select 'agreed_today', '', '', count(*) from d where human_workflow = recommended_workflow
    union all select 'pending', '', '', count(*) from recommendations
      where status = 'pending' and human_decision is null and mode <> 'shadow'
    union all select 'oldest', '', '', coalesce(extract(epoch from ${moment}::timestamptz - min(generated_at)), 0)
      from recommendations where status = 'pending' and human_decision is null and mode <> 'shadow'
    union all select 'improved', recommended_workflow, '', sum((outcome_metrics ->> 'improvement_pct')::float8)
      from recommendations where (human_decision = 'approved' or auto_approved)
      and jsonb_typeof(outcome_metrics -> 'improvement_pct') = 'number' group by 2
    union all select 'measured', recommended_workflow, '', count(*)
      from recommendations where (human_decision = 'approved' or auto_approved)
      and jsonb_typeof(outcome_metrics -> 'improvement_pct') = 'number' group by 2
    union all select 'campaigns', '', '', count(distinct campaign_id) from recommendations
      where generated_at > ${moment}::timestamptz - interval '28 days' and mode <> 'shadow'
    union all (select distinct on (collector_name) 'collector_status', collector_name, status, 1 from collector_health
      order by collector_name, last_check desc)
    union all (select distinct on (collector_name) 'collector_ms', collector_name, '', coalesce(response_time_ms, 0)
      from collector_health order by collector_name, last_check desc)`);
  return z.array(rowSchema).parse([...rows]);
}
