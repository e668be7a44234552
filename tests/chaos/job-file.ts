import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { changeSetSchema } from '../../contracts/change-set.ts';
import { requestedBySchema } from '../../contracts/execution.ts';
import { jsonValueSchema } from '../../contracts/json.ts';

/** How a job travels to the process that shall apply it: the action and the very call that the interpreter would send. */
export const jobFileSchema = z.object({
  action: z.string(),
  request: z.object({
    phase: z.literal('apply'),
    origin: z.object({
      tenant_id: z.uuid(),
      execution_id: z.uuid(),
      playbook_id: z.string(),
      step_id: z.string(),
      iteration: z.string(),
      mode: z.literal('live'),
      requested_by: requestedBySchema,
      campaign_id: z.string().nullable(),
      idempotency_key: z.string(),
    }),
    params: z.record(z.string(), jsonValueSchema),
    change_set: changeSetSchema,
    plan_digest: z.string(),
    grant: z.object({ kind: z.literal('approval'), approval_id: z.string() }),
  }),
});

/** Writes a job down for a process; gives the path. */
export function writeJob(folder: string, job: { readonly action: string; readonly request: object }): string {
  const { action, request } = job;
  const parsed = jobFileSchema.parse({ action, request });
  const path = join(folder, `${parsed.request.origin.execution_id}.json`);
  writeFileSync(path, JSON.stringify(parsed));
  return path;
}
