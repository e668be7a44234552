import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { feedbackSchema } from '../../../contracts/feedback.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { listOpenFeedback, takeUpFeedback } from '../../../db/queries/feedback.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';

/** What people said and no version of engine or prompt has dealt with yet. */
export const listFeedbackOperation = defineOperation({
  method: 'get',
  path: '/v2/feedback',
  id: 'list_feedback',
  tag: 'recommendations',
  summary: 'List feedback that nothing has dealt with yet, newest first.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  body: noBody,
  responses: { 200: { description: 'Open feedback.', schema: z.object({ data: z.array(feedbackSchema) }) } },
  errors: [],
  async handle({ query, inTenant }) {
    return json(200, { data: await inTenant((tx) => listOpenFeedback(tx, query.limit)) });
  },
});

/** Says which version deals with a piece of feedback; the first one counts, since the loop is closed then. */
export const takeUpFeedbackOperation = defineOperation({
  method: 'post',
  path: '/v2/feedback/:id/take-up',
  id: 'take_up_feedback',
  tag: 'recommendations',
  summary: 'Say which version of engine or prompt deals with a piece of feedback.',
  access: 'feedback:write',
  params: z.strictObject({ id: z.uuid().describe('feedback_id') }),
  query: nothing,
  body: z.strictObject({ version: z.string().trim().min(1).max(100) }),
  responses: {
    200: {
      description: 'The loop is closed.',
      schema: z.object({ feedback_id: z.uuid(), taken_up_in: z.string() }),
    },
  },
  errors: ['NOT_FOUND'],
  async handle({ params, body, principal, inTenant }) {
    await inTenant(async (tx) => {
      if (!(await takeUpFeedback(tx, params.id, body.version)))
        throw new CodedError('NOT_FOUND', `There is no open feedback ${params.id}.`);
      await appendAudit(tx, {
        ...{ action: 'feedback.taken_up', actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'feedback', entity_id: params.id, details: { version: body.version } },
      });
    });
    return json(200, { feedback_id: params.id, taken_up_in: body.version });
  },
});
