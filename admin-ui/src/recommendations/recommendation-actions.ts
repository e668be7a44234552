import { z } from 'zod';
import type { FeedbackCategory } from '../../../contracts/feedback.ts';
import { replaySchema } from '../../../contracts/reasoning/replay.ts';
import { whatIfSchema } from '../../../contracts/reasoning/what-if.ts';
import type { HttpClient } from '../server/http-client.ts';

/** What somebody says about a recommendation. */
export type FeedbackDraft = {
  readonly category: FeedbackCategory;
  readonly comment: string | null;
  readonly human_workflow: string | null;
  readonly flag_for_review: boolean;
};

/** A decision on a recommendation, with what the person thinks of it. */
export type RecommendationVerdict = {
  readonly decision: 'approved' | 'rejected';
  readonly category: FeedbackCategory | null;
  readonly human_workflow: string | null;
  readonly feedback: string | null;
};

/** Deciding on recommendations and saying what one thinks of them. Each throws ServerProblem. */
export function createRecommendationActions(http: HttpClient, newKey: () => string) {
  const path = (id: string) => `/api/v1/recommendations/${encodeURIComponent(id)}`;
  const post = (body: object) => ({ method: 'POST' as const, body });
  return {
    decide: (id: string, verdict: RecommendationVerdict) =>
      http.request(`${path(id)}/decision`, z.unknown(), post(verdict)),
    giveFeedback: (id: string, draft: FeedbackDraft) =>
      http.request(`${path(id)}/feedback`, z.object({ reaction: z.string().default('') }), post(draft)),
    flag: (id: string, flagged: boolean) => http.request(`${path(id)}/flag`, z.unknown(), post({ flagged })),
    whatIf: (id: string, amount_minor: number) =>
      http.request(`/v2/recommendations/${encodeURIComponent(id)}/what-if`, whatIfSchema, post({ amount_minor })),
    replay: (id: string) =>
      http.request(`/v2/recommendations/${encodeURIComponent(id)}/replay`, replaySchema, post({})),
    /** Has the playbook of another workflow work out what it would do for the campaign. */
    startInstead: (playbook: string, campaign_id: string) =>
      http.request(`/v2/playbooks/${encodeURIComponent(playbook)}/execute`, z.object({ execution_id: z.string() }), {
        ...post({ inputs: { campaign_id } }),
        headers: { 'Idempotency-Key': newKey() },
      }),
  };
}
