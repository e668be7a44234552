import { z } from 'zod';
import { listFailedExecutions } from '../../../db/queries/failures.ts';
import { groupOrRefuse } from '../../failures/retry-failures.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { failedExecutionSchema, failurePath, failureSchema, toFailedExecution, toFailure } from './failure-schema.ts';

/** One group with each of its executions and every attempt’s error. */
export const showFailure = defineOperation({
  method: 'get',
  path: '/v2/failures/:id',
  id: 'show_failure',
  tag: 'failures',
  summary: 'Failures of one cause, with every attempt.',
  access: 'executions:read',
  params: failurePath,
  query: nothing,
  body: noBody,
  responses: {
    200: { description: 'The group.', schema: failureSchema.extend({ executions: z.array(failedExecutionSchema) }) },
  },
  errors: ['FAILURE_NOT_FOUND'],
  async handle({ params, inTenant, deps }) {
    const { group, members } = await inTenant(async (tx) => ({
      group: await groupOrRefuse(tx, params.id),
      members: await listFailedExecutions(tx, params.id),
    }));
    const executions = members.map((each) => toFailedExecution(each, deps.settings));
    return json(200, { ...toFailure(group, deps.settings), executions });
  },
});
