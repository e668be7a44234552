import { z } from 'zod';
import { executionStatusSchema } from '../../../contracts/execution.ts';
import { listExecutions as readExecutions } from '../../../db/queries/executions-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { executionSchema, toExecution } from './execution-schema.ts';

/** Executions of the tenant, newest first. */
export const listExecutions = defineOperation({
  method: 'get',
  path: '/v2/playbooks/executions',
  id: 'list_executions',
  tag: 'executions',
  summary: 'List executions, newest first.',
  access: 'executions:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    playbook_id: z.string().max(200).optional().describe('playbook_id or slug'),
    status: executionStatusSchema.optional(),
    state: z.enum(['retrying']).optional().describe('retrying: live ones whose step is tried again and again'),
    campaign_id: z.string().max(255).optional(),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of executions.', schema: pageSchema(executionSchema) } },
  errors: [],
  async handle({ query, inTenant, deps }) {
    const { limit, cursor, playbook_id = null, status = null, campaign_id = null, state } = query;
    const after = readCursor(cursor);
    const page = await inTenant((tx) =>
      readExecutions(tx, { limit, after, playbook_id, status, campaign_id, retrying: state === 'retrying' }),
    );
    return json(
      200,
      toPageBody(page, (row) => toExecution(row, deps.settings)),
    );
  },
});
