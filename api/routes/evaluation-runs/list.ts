import { z } from 'zod';
import { evaluationTypeSchema } from '../../../contracts/evaluation-run.ts';
import { listEvaluationRuns as readRuns } from '../../../db/queries/evaluation-runs.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { evaluationRunSchema, toEvaluationRun } from './evaluation-run-schema.ts';

/** Evaluation runs with their figures, newest first. */
export const listEvaluationRuns = defineOperation({
  method: 'get',
  path: '/api/v1/evaluations',
  id: 'list_evaluation_runs',
  tag: 'evaluations',
  summary: 'List evaluation runs with their figures.',
  access: 'evaluations:read',
  params: nothing,
  query: z.strictObject({ ...pageFields, run_type: evaluationTypeSchema.optional() }),
  body: noBody,
  responses: { 200: { description: 'A page of runs.', schema: pageSchema(evaluationRunSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, cursor, run_type = null } = query;
    const page = await inTenant((tx) => readRuns(tx, { limit, after: readCursor(cursor), run_type }));
    return json(200, toPageBody(page, toEvaluationRun));
  },
});
