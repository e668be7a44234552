import { z } from 'zod';
import { evaluationResultSchema } from '../../../contracts/evaluation-run.ts';
import { listEvaluationResults as readResults } from '../../../db/queries/evaluation-runs.ts';
import { defineOperation, json, noBody } from '../../operation/operation.ts';
import { evaluationRunOrRefuse, evaluationRunPath } from './evaluation-run-schema.ts';

/** How each case of a run went, by the ids of the cases. */
export const listEvaluationResults = defineOperation({
  method: 'get',
  path: '/api/v1/evaluations/:id/results',
  id: 'list_evaluation_results',
  tag: 'evaluations',
  summary: 'List how each case of a run went.',
  access: 'evaluations:read',
  params: evaluationRunPath,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(500).optional().describe('next_cursor of the page before'),
    passed: z.enum(['true', 'false']).optional().describe('only those that passed, or did not'),
  }),
  body: noBody,
  responses: {
    200: {
      description: 'A page of cases.',
      schema: z.object({ data: z.array(evaluationResultSchema), next_cursor: z.string().nullable() }),
    },
  },
  errors: ['EVALUATION_NOT_FOUND'],
  async handle({ params, query, inTenant }) {
    const { limit, cursor, passed } = query;
    const rows = await inTenant(async (tx) => {
      await evaluationRunOrRefuse(tx, params.id);
      return readResults(tx, {
        ...{ id: params.id, limit: limit + 1 },
        ...(cursor === undefined ? {} : { after: cursor }),
        ...(passed === undefined ? {} : { passed: passed === 'true' }),
      });
    });
    const data = rows.slice(0, limit);
    return json(200, { data, next_cursor: rows.length > limit ? (data.at(-1)?.example_id ?? null) : null });
  },
});
