import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';

const reviewedSchema = z.object({
  outcome_id: z.uuid(),
  execution_id: z.uuid(),
  campaign_id: z.string(),
  campaign_name: z.string(),
  metric: z.string(),
  direction: z.string(),
  verdict: z.enum(['positive', 'negative', 'inconclusive']),
  before: z.number().nullable(),
  after: z.number().nullable(),
  effect_pct: z.number().nullable(),
  low_pct: z.number().nullable(),
  high_pct: z.number().nullable(),
  predicted_low_pct: z.coerce.number().nullable(),
  predicted_high_pct: z.coerce.number().nullable(),
  /** Changes of the execution that stand and nobody has taken back. */
  standing: z.coerce.number().int(),
  /** Whether people were asked before to take it back. */
  asked_before: z.boolean(),
});
/** A measured outcome beside what was predicted, and whether what it measured still stands. */
export type ReviewedOutcome = z.infer<typeof reviewedSchema>;

/** Outcomes measured from `since` until `until`, oldest first, at most `limit`. */
export async function listMeasuredOutcomes(
  tx: TenantTransaction,
  { since, until, limit }: { readonly since: Date; readonly until: Date; readonly limit: number },
): Promise<ReviewedOutcome[]> {
  const rows = await tx.execute(sql`
    select o.outcome_id, o.execution_id, o.campaign_id, c.campaign_name, o.metric, o.direction, o.verdict,
      o.before, o.after, o.effect_pct, o.low_pct, o.high_pct,
      r.recommendation #>> '{expected_effect,low_pct}' as predicted_low_pct,
      r.recommendation #>> '{expected_effect,high_pct}' as predicted_high_pct,
      (select count(*) from receipts p where p.tenant_id = o.tenant_id and p.execution_id = o.execution_id
        and p.undone_by_execution_id is null) as standing,
      exists (select 1 from approvals a where a.tenant_id = o.tenant_id
        and a.action_id = 'AdPlatformAgent.undo_execution'
        and a.params ->> 'execution_id' = o.execution_id::text)
        or exists (select 1 from outcomes q where q.tenant_id = o.tenant_id and q.execution_id = o.execution_id
          and q.rollback_execution_id is not null) as asked_before
    from outcomes o
    join campaigns c on c.tenant_id = o.tenant_id and c.campaign_id = o.campaign_id
    left join recommendations r on r.tenant_id = o.tenant_id and r.id = o.recommendation_id
    where o.status = 'measured' and o.verdict is not null
      and o.measured_at >= ${since.toISOString()}::timestamptz and o.measured_at < ${until.toISOString()}::timestamptz
    order by o.measured_at, o.outcome_id limit ${limit}`);
  return z.array(reviewedSchema).parse([...rows]);
}

/** Outcomes that should have been measured before `before` and were not. */
export async function countOverdueOutcomes(tx: TenantTransaction, before: Date): Promise<number> {
  const [row] = await tx.execute(sql`
    select count(*) as count from outcomes where status = 'planned' and measure_at < ${before.toISOString()}::timestamptz`);
  return z.object({ count: z.coerce.number().int() }).parse(row).count;
}
