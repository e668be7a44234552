import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import {
  evaluationRunOrRefuse,
  evaluationRunPath,
  evaluationRunSchema,
  toEvaluationRun,
} from './evaluation-run-schema.ts';

/** One evaluation run. */
export const showEvaluationRun = defineOperation({
  method: 'get',
  path: '/api/v1/evaluations/:id',
  id: 'show_evaluation_run',
  tag: 'evaluations',
  summary: 'Show one evaluation run.',
  access: 'evaluations:read',
  params: evaluationRunPath,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The run.', schema: evaluationRunSchema } },
  errors: ['EVALUATION_NOT_FOUND'],
  async handle({ params, inTenant }) {
    return json(200, toEvaluationRun(await inTenant((tx) => evaluationRunOrRefuse(tx, params.id))));
  },
});
