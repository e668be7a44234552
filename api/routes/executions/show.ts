import { readExecutionParts } from '../../../db/queries/executions-list.ts';
import { listRelatedExecutions } from '../../../db/queries/reruns.ts';
import { listReusedSteps } from '../../../db/queries/reused-steps.ts';
import { eventUrlOf, linksOf } from '../../executions/links.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { executionPartsSchema } from './execution-parts-schema.ts';
import { executionPath, executionSchema, toExecution } from './execution-schema.ts';
import { executionOrRefuse } from './find-or-refuse.ts';

/** One execution with everything that it did, its re-runs and the executions that its steps started. */
export const showExecution = defineOperation({
  method: 'get',
  path: '/v2/playbooks/executions/:id',
  id: 'show_execution',
  tag: 'executions',
  summary: 'One execution with steps, approvals, changes and receipts.',
  access: 'executions:read',
  params: executionPath,
  query: nothing,
  body: noBody,
  responses: {
    200: { description: 'The execution.', schema: executionSchema.extend(executionPartsSchema.shape) },
  },
  errors: ['EXECUTION_NOT_FOUND'],
  async handle({ params, inTenant, deps }) {
    const body = await inTenant(async (tx) => {
      const row = await executionOrRefuse(tx, params.id);
      const { outputs, context } = row;
      const parts = await readExecutionParts(tx, row.execution_id);
      const related = await listRelatedExecutions(tx, row.execution_id);
      const reused_steps = await listReusedSteps(tx, row.execution_id);
      const _links = linksOf(deps.settings, row);
      const steps = parts.steps.map((step) => ({
        ...step,
        attempt_log: step.attempt_log.map((attempt) => ({
          ...attempt,
          temporal_url: eventUrlOf(deps.settings, row.workflow_id, attempt.error_details),
        })),
      }));
      const execution = toExecution(row, deps.settings);
      return { ...execution, outputs, context, ...parts, steps, ...related, reused_steps, _links };
    });
    return json(200, body);
  },
});
