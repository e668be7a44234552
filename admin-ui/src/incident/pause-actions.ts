import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import { type PauseScope, pauseViewSchema } from './pause-view.ts';

/** Incident mode: what holds, pausing, and ending a pause. Each throws ServerProblem. */
export function createPauseActions(http: HttpClient) {
  return {
    /** The pauses that hold, newest first. */
    holding: async () => {
      const answer = z.object({ data: z.array(pauseViewSchema) });
      return (await http.request('/v2/pauses?holding=true&limit=50', answer)).data;
    },
    open: (body: { readonly scope: PauseScope; readonly scope_id: string; readonly reason: string }) =>
      http.request('/v2/pauses', z.unknown(), { method: 'POST', body }),
    resume: (pause_id: string) =>
      http.request(`/v2/pauses/${encodeURIComponent(pause_id)}/resume`, z.unknown(), { method: 'POST', body: {} }),
  };
}
