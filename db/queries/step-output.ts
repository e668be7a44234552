import { and, eq } from 'drizzle-orm';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { TenantTransaction } from '../connect.ts';
import { stepRuns } from '../schema/index.ts';

/** What a step outside loops has given; null while it has not completed. */
export async function findStepOutput(
  tx: TenantTransaction,
  step: { readonly execution_id: string; readonly step_id: string },
): Promise<JsonValue> {
  const [row] = await tx
    .select({ output: stepRuns.output })
    .from(stepRuns)
    .where(
      and(
        eq(stepRuns.execution_id, step.execution_id),
        eq(stepRuns.step_id, step.step_id),
        eq(stepRuns.iteration, ''),
        eq(stepRuns.status, 'completed'),
      ),
    );
  return row?.output ?? null;
}
