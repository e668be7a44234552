import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';

const snoozedSchema = z.object({ snoozed_until: z.string().nullable(), condition: z.string().nullable() });

/** Until when an approval is to stay hidden; `condition` (CEL over context.*) brings it back sooner. */
export type SnoozeRequest = { readonly until: string; readonly condition: string | null };

/** Putting a decision off, and letting a colleague decide. Each throws ServerProblem. */
export function createHandOverActions(http: HttpClient) {
  const address = (approval_id: string, what: string) => `/v2/approvals/${encodeURIComponent(approval_id)}/${what}`;
  return {
    snooze: (approval_id: string, body: SnoozeRequest) =>
      http.request(address(approval_id, 'snooze'), snoozedSchema, { method: 'POST', body }),
    unsnooze: (approval_id: string) =>
      http.request(address(approval_id, 'unsnooze'), snoozedSchema, { method: 'POST', body: {} }),
    delegate: (approval_id: string, body: { readonly to: string; readonly reason: string | null }) =>
      http.request(address(approval_id, 'delegate'), z.unknown(), { method: 'POST', body }),
  };
}
