import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';

/** What may be done about an ad account. Throws ServerProblem. */
export function createAccountActions(http: HttpClient, newKey: () => string) {
  return {
    /** Reads everything that is new on the platform, from now on. */
    sync: (account_id: string) =>
      http.request(`/v2/ad-accounts/${encodeURIComponent(account_id)}/sync`, z.object({ execution_id: z.string() }), {
        method: 'POST',
        body: {},
        headers: { 'Idempotency-Key': newKey() },
      }),
  };
}
