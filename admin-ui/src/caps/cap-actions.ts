import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import { type CapView, capViewSchema, ratesViewSchema } from './cap-view.ts';

/** A cap as somebody wants it. */
export type CapWish = Pick<
  CapView,
  'scope' | 'scope_id' | 'measure' | 'window_hours' | 'limit_minor' | 'currency' | 'reason'
>;

/** Setting caps, deciding on wider ones, and exchange rates. Each throws ServerProblem. */
export function createCapActions(http: HttpClient, newKey: () => string) {
  const keyed = (body: object) => ({
    method: 'POST' as const,
    body,
    headers: { 'Idempotency-Key': newKey() },
  });
  return {
    /** Holds at once when it is tighter than what holds now, else it is proposed to another person. */
    set: (wish: CapWish) => http.request('/v2/money-caps', capViewSchema, keyed(wish)),
    decide: (cap_id: string, decision: 'approve' | 'reject', reason: string) =>
      http.request(`/v2/money-caps/${encodeURIComponent(cap_id)}/decide`, capViewSchema, keyed({ decision, reason })),
    rates: () => http.request('/v2/fx-rates', ratesViewSchema),
    enterRate: (body: { currency: string; as_of: string; rate: number; source: string }) =>
      http.request('/v2/fx-rates', z.unknown(), keyed(body)),
  };
}
