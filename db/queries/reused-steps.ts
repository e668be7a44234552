import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';
import { executionEvents } from '../schema/index.ts';

const rowSchema = z.object({ key: z.string() });

/** The steps of an execution that an earlier one did, whose results were taken over: `step_id/round`, in order. */
export async function listReusedSteps(tx: TenantTransaction, execution_id: string): Promise<string[]> {
  const rows = await tx.execute(sql`
    select concat(data->>'step_id', '/', data->>'iteration') as key from ${executionEvents}
    where execution_id = ${execution_id} and type = 'step.completed' and data->'reused' = 'true'
    group by 1 order by min(event_id)`);
  return z
    .array(rowSchema)
    .parse([...rows])
    .map(({ key }) => key);
}
