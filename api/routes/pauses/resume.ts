import { z } from 'zod';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { resumeScope } from '../../pauses/pause-scope.ts';
import { steeredSchema, toPause } from './pause-view.ts';

/** Ends a pause; what it parked goes on unless another pause holds. Ending it twice changes nothing. */
export const resumePauseOperation = defineOperation({
  method: 'post',
  path: '/v2/pauses/:id/resume',
  id: 'resume_pause',
  tag: 'pauses',
  summary: 'End a pause.',
  access: 'pauses:write',
  params: z.strictObject({ id: z.uuid().describe('pause_id') }),
  query: nothing,
  body: z.strictObject({}),
  responses: { 200: { description: 'Ended.', schema: steeredSchema } },
  errors: ['PAUSE_NOT_FOUND'],
  async handle({ params, principal, inTenant }) {
    const { pause, executions_told } = await inTenant((tx) => resumeScope(tx, principal, params.id));
    return json(200, { ...toPause(pause), executions_told });
  },
});
