import { desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { goldenExampleSchema } from '../../contracts/golden-example.ts';
import type { TenantTransaction } from '../connect.ts';
import { goldenExamples } from '../schema/index.ts';

const change = z.number().nullish().catch(null);
const momentSchema = z
  .object({ campaign_metrics: z.object({ cpa_change_pct: change, ctr_change_pct: change }).nullish().catch(null) })
  .catch({});

/** A decided case in short: how it looked, what a person chose and why, and what came of it. `*_pct` 25 means 25 %. */
export type LikeExample = Awaited<ReturnType<typeof readLikeExamples>>[number];

/** Accepted examples of the tenant, those with the tag first, then the newest; without their contexts. */
export async function readLikeExamples(
  tx: TenantTransaction,
  { tag, limit }: { readonly tag: string; readonly limit: number },
) {
  const rows = await tx
    .select({
      example_id: goldenExamples.example_id,
      campaign_name: goldenExamples.campaign_name,
      human_decision: goldenExamples.human_decision,
      human_reasoning: goldenExamples.human_reasoning,
      outcome: goldenExamples.outcome,
      tags: goldenExamples.tags,
      moment: sql<unknown>`jsonb_build_object('campaign_metrics', ${goldenExamples.context}->'campaign_metrics')`,
    })
    .from(goldenExamples)
    .where(eq(goldenExamples.status, 'accepted'))
    .orderBy(
      sql`(${tag} = any(${goldenExamples.tags})) desc`,
      desc(goldenExamples.decision_date),
      desc(goldenExamples.example_id),
    )
    .limit(limit);
  return rows.map(({ moment, outcome, ...row }) => {
    const { campaign_metrics } = momentSchema.parse(moment);
    const { cpa_change_pct = null, ctr_change_pct = null } = campaign_metrics ?? {};
    const came = goldenExampleSchema.shape.outcome.safeParse(outcome).data ?? null;
    return { ...row, cpa_change_pct, ctr_change_pct, outcome: came };
  });
}
