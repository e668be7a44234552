import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import { comparisonViewSchema, evaluationCaseSchema } from './evaluation-view.ts';
import { goldenViewSchema } from './golden-view.ts';

/** What somebody wants to have evaluated. */
export type EvaluationWish =
  | { readonly run_type: 'golden_set' }
  | { readonly run_type: 'generated'; readonly split: 'train' | 'held_out'; readonly count: number };

/** What an expert says of a candidate. */
export type Review = {
  readonly decision: 'accepted' | 'rejected';
  readonly human_decision?: string;
  readonly human_reasoning?: string;
};

const pageSchema = z.object({ data: z.array(evaluationCaseSchema), next_cursor: z.string().nullable() });

/** Starting runs, looking into them, and reviewing what they are made over. Each throws ServerProblem. */
export function createEvaluationActions(http: HttpClient, newKey: () => string) {
  const id = encodeURIComponent;
  const keyed = (body: object) => ({ method: 'POST' as const, body, headers: { 'Idempotency-Key': newKey() } });
  return {
    /** The run appears in the list when the execution that makes it is over. */
    start: (wish: EvaluationWish) =>
      http.request('/api/v1/evaluations', z.object({ execution_id: z.string() }), keyed(wish)),
    compare: (before: string, after: string) =>
      http.request(`/api/v1/evaluations/compare?before=${id(before)}&after=${id(after)}`, comparisonViewSchema),
    cases: (run_id: string, only_failed: boolean, cursor: string | null) => {
      const query = new URLSearchParams({ limit: '50' });
      if (only_failed) query.set('passed', 'false');
      if (cursor !== null) query.set('cursor', cursor);
      return http.request(`/api/v1/evaluations/${id(run_id)}/results?${query}`, pageSchema);
    },
    review: (example_id: string, review: Review) =>
      http.request(`/api/v1/golden-examples/${id(example_id)}/review`, goldenViewSchema, keyed(review)),
    /** Makes candidates of what people decided between two moments and what then came of it. */
    build: (from: string, until: string) =>
      http.request(
        '/api/v1/golden-examples',
        z.object({ added: z.array(z.string()), unusable: z.number() }),
        keyed({ from, until }),
      ),
  };
}
