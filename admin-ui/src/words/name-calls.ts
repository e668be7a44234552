import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';

const answerSchema = z.object({ names: z.record(z.string(), z.string()) });

/** Asks what things on the ad platforms are called. Throws ServerProblem. */
export function createNameCalls(http: HttpClient) {
  return {
    names: async (ids: readonly string[]) => {
      const { names } = await http.request(`/v2/names?ids=${ids.map(encodeURIComponent).join(',')}`, answerSchema);
      return Object.entries(names);
    },
  };
}
