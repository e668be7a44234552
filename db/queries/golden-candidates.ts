import { eq } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { goldenExamples, recommendations } from '../schema/index.ts';

/** Keeps a decided case for an expert to look at, and remembers it on the recommendation. False when it was kept before. */
export async function insertGoldenCandidate(
  tx: TenantTransaction,
  candidate: Omit<
    typeof goldenExamples.$inferInsert,
    'tenant_id' | 'status' | 'dataset_version' | 'reviewed_by_email' | 'reviewed_at' | 'created_at'
  > & { readonly recommendation_id: string },
): Promise<boolean> {
  const added = await tx
    .insert(goldenExamples)
    .values(candidate)
    .onConflictDoNothing()
    .returning({ example_id: goldenExamples.example_id });
  await tx
    .update(recommendations)
    .set({ golden_example_id: candidate.example_id })
    .where(eq(recommendations.id, candidate.recommendation_id));
  return added.length > 0;
}
