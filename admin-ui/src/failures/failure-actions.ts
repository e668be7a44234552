import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';

const retriedSchema = z.object({
  from_step: z.string(),
  count: z.number(),
  started: z.number(),
  outcomes: z
    .array(
      z.object({
        execution_id: z.string(),
        rerun_id: z.string().nullable(),
        code: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    )
    .default([]),
});
/** What a retry of a group started, or would start. */
export type Retried = z.infer<typeof retriedSchema>;

/** Which executions of a group to run again, and from where; left out: all of them, from the step that failed. */
export type RetryRequest = {
  readonly execution_ids?: readonly string[];
  readonly from_step?: string;
  readonly dry_run: boolean;
  readonly reason: string;
};

/** What whoever is on call does to a group of failures. Each throws ServerProblem. */
export function createFailureActions(http: HttpClient) {
  const say = (fingerprint: string, what: string, body: object) =>
    http.request(`/v2/failures/${encodeURIComponent(fingerprint)}/${what}`, z.unknown(), { method: 'POST', body });
  return {
    retry: (fingerprint: string, body: RetryRequest) =>
      http.request(`/v2/failures/${encodeURIComponent(fingerprint)}/retry`, retriedSchema, { method: 'POST', body }),
    assign: (fingerprint: string, email: string | null) => say(fingerprint, 'assign', { email }),
    note: (fingerprint: string, note: string | null) => say(fingerprint, 'note', { note }),
    resolve: (fingerprint: string) => say(fingerprint, 'resolve', {}),
  };
}
