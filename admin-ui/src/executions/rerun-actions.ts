import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';

const effectSchema = z.object({ step_id: z.string(), effect: z.string().default('') });

const rerunSchema = z.object({
  execution_id: z.string(),
  from_step: z.string(),
  reused_steps: z.array(z.string()).default([]),
  will_not_repeat: z.array(effectSchema.extend({ iteration: z.string().default(''), summary: z.string() })).default([]),
  will_do: z.array(effectSchema.extend({ note: z.string() })).default([]),
});
/** What a re-run answers: what it takes over, what stands, and what happens (again). */
export type Rerun = z.infer<typeof rerunSchema>;

/** Where to go on, and what to do otherwise than the first time. */
export type RerunRequest = {
  readonly from_step: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Values for steps that are not to run. */
  readonly skip: Readonly<Record<string, unknown>>;
  readonly version: 'same' | 'latest';
  readonly reason: string;
};

/** Running an execution again, and stopping one. Each throws ServerProblem. */
export function createRerunActions(http: HttpClient, newKey: () => string) {
  const address = (execution_id: string) => `/v2/executions/${encodeURIComponent(execution_id)}`;
  return {
    rerun: (execution_id: string, body: RerunRequest) =>
      http.request(`${address(execution_id)}/rerun`, rerunSchema, {
        method: 'POST',
        body,
        headers: { 'Idempotency-Key': newKey() },
      }),
    cancel: (execution_id: string, body: { readonly reason: string; readonly compensate: boolean }) =>
      http.request(`${address(execution_id)}/cancel`, z.unknown(), { method: 'POST', body }),
  };
}
