import { z } from 'zod';
import { listFailureGroups } from '../../../db/queries/failures.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { failureSchema, toFailure } from './failure-schema.ts';

/** The failures inbox: what fails or is stuck, by cause. */
export const listFailures = defineOperation({
  method: 'get',
  path: '/v2/failures',
  id: 'list_failures',
  tag: 'failures',
  summary: 'Failures by cause, the most recent first.',
  access: 'executions:read',
  params: nothing,
  query: z.strictObject({
    state: z.enum(['open', 'all']).default('open').describe('all: those that were resolved too'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  body: noBody,
  responses: { 200: { description: 'Groups.', schema: z.object({ data: z.array(failureSchema) }) } },
  errors: [],
  async handle({ query, inTenant, deps }) {
    const filter = { fingerprint: null, all: query.state === 'all', limit: query.limit };
    const groups = await inTenant((tx) => listFailureGroups(tx, filter));
    return json(200, { data: groups.map((group) => toFailure(group, deps.settings)) });
  },
});
