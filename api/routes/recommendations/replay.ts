import { replay } from '../../../activities/reasoning/index.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { replaySchema } from '../../../contracts/reasoning/replay.ts';
import { readCalibration } from '../../../db/queries/calibrations.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { recommendationInSight } from './in-sight.ts';
import { recommendationPath } from './recommendation-schema.ts';

/**
 * What the rules of today make of the context that was stored with a recommendation, field by field beside what was
 * recommended. Asks no model, writes nothing and decides nothing.
 */
export const replayRecommendation = defineOperation({
  method: 'post',
  path: '/v2/recommendations/:id/replay',
  id: 'replay_recommendation',
  tag: 'recommendations',
  summary: 'What the rules of today make of what was known then.',
  access: 'recommendations:read',
  params: recommendationPath,
  query: nothing,
  body: nothing,
  responses: { 200: { description: 'The same, or what is different.', schema: replaySchema } },
  errors: ['NOT_FOUND', 'CONTEXT_NOT_KEPT'],
  async handle({ params, principal, inTenant }) {
    const { found, calibration } = await inTenant(async (tx) => ({
      found: await recommendationInSight(tx, principal, params.id),
      calibration: await readCalibration(tx),
    }));
    const context = campaignContextSchema.safeParse(found.context);
    if (!context.success)
      throw new CodedError('CONTEXT_NOT_KEPT', `What ${params.id} was made on is not kept in full.`, {
        ...{ workflow: found.recommended_workflow, playbook_execution: found.execution_id },
      });
    return json(200, replay(context.data, found.recommendation, calibration));
  },
});
