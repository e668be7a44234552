import { z } from 'zod';
import { listAgentExecutions } from '../../../db/queries/agent-executions-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { listedAgentExecutionSchema, toListedAgentExecution } from './agent-execution-schema.ts';

/** Runs of the reasoning agent, newest first. */
export const listAgentExecutionsOperation = defineOperation({
  method: 'get',
  path: '/v2/agent-executions',
  id: 'list_agent_executions',
  tag: 'recommendations',
  summary: 'List runs of the reasoning agent with their path, duration and cost.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    status: z.enum(['success', 'error', 'timeout']).optional(),
    campaign_id: z.string().max(255).optional(),
    recommendation_id: z.uuid().optional(),
    confidence_below: z.coerce.number().min(0).max(1).optional().describe('only those less sure than this'),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of runs.', schema: pageSchema(listedAgentExecutionSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, cursor, status = null, campaign_id = null, recommendation_id = null } = query;
    const confidence_below = query.confidence_below ?? null;
    const filter = { limit, after: readCursor(cursor), status, campaign_id, recommendation_id, confidence_below };
    return json(200, toPageBody(await inTenant((tx) => listAgentExecutions(tx, filter)), toListedAgentExecution));
  },
});
