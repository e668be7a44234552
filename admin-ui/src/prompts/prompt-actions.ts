import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import { promptExperimentSchema, promptSummarySchema, promptViewSchema } from './prompt-view.ts';

/** A trial of a version as it is started. */
export type TrialWish = {
  readonly prompt_name: string;
  readonly version_a: string;
  readonly version_b: string;
  readonly share_b_pct: number;
};

/** Prompts, how their versions did, and trials of one against another. Each throws ServerProblem. */
export function createPromptActions(http: HttpClient, newKey: () => string) {
  const id = encodeURIComponent;
  const keyed = (body: object) => ({ method: 'POST' as const, body, headers: { 'Idempotency-Key': newKey() } });
  return {
    prompts: async () => (await http.request('/v2/prompts', z.object({ data: z.array(promptSummarySchema) }))).data,
    prompt: (name: string) => http.request(`/v2/prompts/${id(name)}`, promptViewSchema),
    trials: async () =>
      (await http.request('/v2/prompt-experiments', z.object({ data: z.array(promptExperimentSchema) }))).data,
    start: (wish: TrialWish) => http.request('/v2/prompt-experiments', promptExperimentSchema, keyed(wish)),
    /** Promoting puts the version that was tried in use for all; stopping goes back, also after a promotion. */
    end: (trial_id: string, how: 'stop' | 'promote') =>
      http.request(`/v2/prompt-experiments/${id(trial_id)}/${how}`, promptExperimentSchema, keyed({})),
  };
}
