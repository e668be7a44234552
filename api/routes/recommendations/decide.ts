import { z } from 'zod';
import { approvalStatusSchema } from '../../../contracts/approval.ts';
import { feedbackCategorySchema } from '../../../contracts/feedback.ts';
import { workflowTypeSchema } from '../../../contracts/recommendation.ts';
import { decideRecommendation as decideOn } from '../../decisions/decide-recommendation.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { channelOf, decisionErrors } from '../approvals/decide.ts';
import { recommendationInSight } from './in-sight.ts';
import { recommendationPath } from './recommendation-schema.ts';

/** Decides on a recommendation: the same decision service as for approvals, in the words of the first version. */
export const decideRecommendation = defineOperation({
  method: 'post',
  path: '/api/v1/recommendations/:id/decision',
  id: 'decide_recommendation',
  tag: 'recommendations',
  summary: 'Approve or reject a recommendation.',
  access: 'approvals:decide',
  params: recommendationPath,
  query: nothing,
  body: z.strictObject({
    decision: z.enum(['approved', 'rejected']),
    feedback: z.string().max(2_000).nullish(),
    category: feedbackCategorySchema.nullish().describe('what you think of it; a no needs one'),
    human_workflow: workflowTypeSchema.nullish().describe('the workflow that you would have chosen'),
    human_reasoning: z.string().trim().min(1).max(2_000).nullish(),
    plan_digest: z
      .string()
      .max(100)
      .nullish()
      .describe('of the approval as shown; a yes needs it once an edit or a drift has replaced what was recommended'),
  }),
  responses: {
    200: {
      description: 'Recorded: the workflow has taken the decision.',
      schema: z.object({
        status: z.literal('recorded'),
        recommendation_id: z.uuid(),
        human_decision: z.enum(['approved', 'rejected']),
        approval_id: z.uuid().nullable(),
        approval_status: approvalStatusSchema.nullable(),
      }),
    },
  },
  errors: ['NOT_FOUND', ...decisionErrors],
  async handle({ params, body, principal, inTenant, deps, signal }) {
    await inTenant((tx) => recommendationInSight(tx, principal, params.id));
    const result = await decideOn(
      deps,
      { principal, inTenant },
      {
        recommendation_id: params.id,
        decision: body.decision,
        feedback: body.feedback ?? null,
        category: body.category ?? null,
        human_workflow: body.human_workflow ?? null,
        human_reasoning: body.human_reasoning ?? null,
        plan_digest: body.plan_digest ?? null,
        channel: channelOf(principal),
      },
      signal,
    );
    return json(200, { status: 'recorded', recommendation_id: params.id, human_decision: body.decision, ...result });
  },
});
