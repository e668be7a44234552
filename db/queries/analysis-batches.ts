import { asc, eq, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { executions, recommendations } from '../schema/index.ts';

/** One analysis of a batch: how its execution stands, and what it recommended once it has. Confidence is 0–1. */
export type BatchItem = {
  readonly campaign_id: string | null;
  readonly execution_id: string;
  readonly execution_status: string;
  readonly error_code: string | null;
  readonly recommendation_id: string | null;
  readonly recommended_workflow: string | null;
  readonly confidence: number | null;
};

/** The analyses that were started together under a batch’s id, in the order of the campaigns; none for an unknown id. */
export async function listBatchItems(tx: TenantTransaction, batch_id: string): Promise<readonly BatchItem[]> {
  return tx
    .select({
      campaign_id: executions.campaign_id,
      execution_id: executions.execution_id,
      execution_status: executions.status,
      error_code: executions.error_code,
      recommendation_id: recommendations.id,
      recommended_workflow: recommendations.recommended_workflow,
      confidence: recommendations.confidence,
    })
    .from(executions)
    .leftJoin(recommendations, eq(recommendations.execution_id, executions.execution_id))
    .where(sql`${executions.inputs} ->> 'batch_id' = ${batch_id}`)
    .orderBy(asc(executions.campaign_id), asc(executions.execution_id));
}
