import { z } from 'zod';
import { calibrationBinSchema } from '../../../contracts/evaluation-run.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { evaluationRunOrRefuse, evaluationRunPath } from './evaluation-run-schema.ts';

/** How often the agent was right when it was so sure: the bins of a run’s calibration curve, empty ones left out. */
export const showCalibration = defineOperation({
  method: 'get',
  path: '/api/v1/evaluations/:id/calibration',
  id: 'show_evaluation_calibration',
  tag: 'evaluations',
  summary: 'Show the calibration curve of a run.',
  access: 'evaluations:read',
  params: evaluationRunPath,
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The curve and the expected calibration error.',
      schema: z.object({ bins: z.array(calibrationBinSchema), ece: z.number().nullable() }),
    },
  },
  errors: ['EVALUATION_NOT_FOUND'],
  async handle({ params, inTenant }) {
    const { metrics } = await inTenant((tx) => evaluationRunOrRefuse(tx, params.id));
    return json(200, { bins: metrics.calibration, ece: metrics.figures.ece });
  },
});
