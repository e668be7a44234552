import { z } from 'zod';
import { createHandOverActions } from '../approvals/hand-over-actions.ts';
import { createPauseActions } from '../incident/pause-actions.ts';
import { profileSchema } from '../session/profile.ts';
import type { HttpClient } from './http-client.ts';

const decidedSchema = z.object({
  decision_id: z.string(),
  undo_until: z.string().nullish().default(null),
});

const startedSchema = z.object({ execution_id: z.string() });

/** What a person decides about a plan; the digest says which plan that was. */
export type DecisionRequest = {
  readonly approval_id: string;
  readonly plan_digest: string;
  readonly decision: 'approve' | 'reject';
  readonly edits?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
};

/** Makes the calls of one screen from the client and from a maker of keys. */
export type CreateCalls<Calls> = (http: HttpClient, newKey: () => string) => Calls;

/**
 * The calls that do more than read a list or a record. Each throws ServerProblem.
 * Starting something carries a key of its own, so that a repeated request starts nothing twice.
 */
export function createActions(http: HttpClient, newKey: () => string) {
  const id = encodeURIComponent;
  return {
    /** The calls of a screen that is loaded when somebody opens it; see `useCalls`. */
    callsOf: <Calls>(create: CreateCalls<Calls>): Calls => create(http, newKey),
    pauses: createPauseActions(http),
    approvals: createHandOverActions(http),
    profile: () => http.request('/v2/me', profileSchema),
    decide: ({ approval_id, ...body }: DecisionRequest) =>
      http.request(`/v2/approvals/${id(approval_id)}/decisions`, decidedSchema, { method: 'POST', body }),
    withdraw: (approval_id: string, decision_id: string) =>
      http.request(`/v2/approvals/${id(approval_id)}/withdraw`, z.unknown(), { method: 'POST', body: { decision_id } }),
    undo: (execution_id: string) =>
      http.request(`/v2/executions/${id(execution_id)}/undo`, startedSchema, {
        method: 'POST',
        body: {},
        headers: { 'Idempotency-Key': newKey() },
      }),
    eventTicket: async () => {
      const answer = z.object({ ticket: z.string() });
      return (await http.request('/v2/events/tickets', answer, { method: 'POST', body: {} })).ticket;
    },
  };
}
/** The calls that do more than read a list or a record. */
export type Actions = ReturnType<typeof createActions>;
