import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { showOutcomeRow } from '../../../db/queries/outcomes-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { listedOutcomeSchema, toOutcome } from './outcome-schema.ts';

/** What one change brought, with everything that it rests on. */
export const showOutcome = defineOperation({
  method: 'get',
  path: '/v2/outcomes/:id',
  id: 'show_outcome',
  tag: 'outcomes',
  summary:
    'What a change brought: effect, interval, method, what confounds it, and the question whether to take it back.',
  access: 'executions:read',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The outcome.', schema: listedOutcomeSchema } },
  errors: ['NOT_FOUND'],
  async handle({ params, inTenant }) {
    const row = await inTenant((tx) => showOutcomeRow(tx, params.id));
    if (row === null) throw new CodedError('NOT_FOUND', `There is no outcome ${params.id}.`);
    return json(200, toOutcome(row));
  },
});
