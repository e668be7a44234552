import { z } from 'zod';
import { listOutcomes } from '../../../db/queries/outcomes-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { listedOutcomeSchema, toOutcome } from './outcome-schema.ts';

/** What changes have brought, and what is still to be measured. */
export const listOutcomesOperation = defineOperation({
  method: 'get',
  path: '/v2/outcomes',
  id: 'list_outcomes',
  tag: 'outcomes',
  summary: 'List what changes have brought, those measured last first.',
  access: 'executions:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    status: z.enum(['planned', 'measured']).optional(),
    verdict: z.enum(['positive', 'negative', 'inconclusive']).optional(),
    campaign_id: z.string().max(200).optional(),
    execution_id: z.uuid().optional(),
    promise_kept: z.enum(['true', 'false']).optional().describe('false: promises that failed'),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of outcomes.', schema: pageSchema(listedOutcomeSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, status = null, verdict = null, campaign_id = null, execution_id = null } = query;
    const promise_kept = query.promise_kept === undefined ? null : query.promise_kept === 'true';
    const after = readCursor(query.cursor);
    const filter = { limit, after, status, verdict, campaign_id, execution_id, promise_kept };
    return json(200, toPageBody(await inTenant((tx) => listOutcomes(tx, filter)), toOutcome));
  },
});
