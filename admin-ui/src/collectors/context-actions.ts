import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import { collectorViewSchema, eventViewSchema, experimentViewSchema } from './context-view.ts';
import type { EventWish, ExperimentWish } from './wishes.ts';

/** Where the agent’s knowledge of a campaign comes from, and what people enter for it. Each throws ServerProblem. */
export function createContextActions(http: HttpClient, newKey: () => string) {
  const id = encodeURIComponent;
  const keyed = (body: object) => ({ method: 'POST' as const, body, headers: { 'Idempotency-Key': newKey() } });
  const listOf = <Row extends z.ZodType>(path: string, row: Row) =>
    http.request(path, z.object({ data: z.array(row) })).then(({ data }) => data);
  return {
    collectors: () => listOf('/v2/collectors', collectorViewSchema),
    probe: () => http.request('/v2/collectors/probe', z.object({ execution_id: z.string() }), keyed({})),
    events: () => listOf('/v2/calendar-events?limit=200', eventViewSchema),
    addEvent: (wish: EventWish) => http.request('/v2/calendar-events', eventViewSchema, keyed(wish)),
    removeEvent: (event_id: string) =>
      http.request(`/v2/calendar-events/${id(event_id)}`, eventViewSchema, { method: 'DELETE' }),
    experiments: () => listOf('/v2/experiments?limit=200', experimentViewSchema),
    addExperiment: (wish: ExperimentWish) => http.request('/v2/experiments', experimentViewSchema, keyed(wish)),
    endExperiment: (experiment_id: string) =>
      http.request(`/v2/experiments/${id(experiment_id)}/end`, experimentViewSchema, { method: 'POST', body: {} }),
  };
}
