import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import { evaluationViewSchema } from './evaluation-view.ts';

const explanationSchema = z.object({
  version: z.number(),
  text: z.string(),
  worst_case: z.object({
    kind: z.string(),
    text: z.string(),
    because: z.array(z.object({ line: z.number(), text: z.string() })).default([]),
  }),
  next_runs: z.array(z.string()).default([]),
});
/** What a playbook does, in English. */
export type Explanation = z.infer<typeof explanationSchema>;

const whySchema = z.object({ answer: z.string(), evaluated: z.boolean() });

/** Which looks at a trigger are asked for: about one campaign, at or before a moment (ISO). */
export type TriggerQuestion = { readonly campaign_id: string; readonly at: string };

/** What there is to know about a playbook. Each throws ServerProblem. */
export function createPlaybookActions(http: HttpClient) {
  const address = (id: string, what: string) => `/v2/playbooks/${encodeURIComponent(id)}/${what}`;
  return {
    explanation: (id: string) => http.request(address(id, 'explanation'), explanationSchema),
    /** The picture as SVG text. */
    picture: (id: string) => http.request(address(id, 'graph'), z.string()),
    why: (id: string, question: TriggerQuestion) =>
      http.request(`${address(id, 'why')}?${queryOf(question)}`, whySchema),
    evaluations: (id: string, question: TriggerQuestion, cursor: string | null) => {
      const query = queryOf(question);
      query.set('limit', '20');
      if (cursor !== null) query.set('cursor', cursor);
      const page = z.object({ data: z.array(evaluationViewSchema), next_cursor: z.string().nullish().default(null) });
      return http.request(`${address(id, 'evaluations')}?${query}`, page);
    },
  };
}

function queryOf({ campaign_id, at }: TriggerQuestion): URLSearchParams {
  const query = new URLSearchParams();
  if (campaign_id !== '') query.set('campaign_id', campaign_id);
  if (at !== '') query.set('at', at);
  return query;
}
