import { z } from 'zod';
import { appendAudit } from '../../../db/queries/audit.ts';
import { groupOrRefuse, retryable, retryFailures } from '../../failures/retry-failures.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { failurePath } from './failure-schema.ts';

const answer = z.object({
  fingerprint: z.string(),
  from_step: z.string(),
  dry_run: z.boolean(),
  count: z.int().describe('executions that are meant'),
  started: z.int(),
  outcomes: z.array(
    z.object({
      execution_id: z.uuid(),
      rerun_id: z.uuid().nullable(),
      code: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  ),
});

/** Runs all executions of a group again, or some of them, from the step that failed; a dry run only counts. */
export const retryFailure = defineOperation({
  method: 'post',
  path: '/v2/failures/:id/retry',
  id: 'retry_failure',
  tag: 'failures',
  summary: 'Run the executions of a group again.',
  access: 'failures:write',
  params: failurePath,
  query: nothing,
  body: z.strictObject({
    execution_ids: z.array(z.uuid()).min(1).max(500).optional().describe('all of the group when left out'),
    from_step: z.string().min(1).max(200).optional().describe('the step that failed when left out'),
    dry_run: z.boolean().default(false).describe('count only; nothing is started'),
    reason: z.string().max(2_000).default(''),
  }),
  responses: { 200: { description: 'What was started, or would be.', schema: answer } },
  errors: ['FAILURE_NOT_FOUND', 'EXECUTION_NOT_FOUND'],
  async handle({ params, body, deps, principal, inTenant }) {
    const { group, chosen } = await inTenant(async (tx) => ({
      group: await groupOrRefuse(tx, params.id),
      chosen: await retryable(tx, params.id, body.execution_ids ?? null),
    }));
    const from_step = body.from_step ?? group.step_id;
    const common = { fingerprint: group.fingerprint, from_step, dry_run: body.dry_run, count: chosen.length };
    if (body.dry_run) return json(200, { ...common, started: 0, outcomes: [] });
    const execution_ids = chosen.map((each) => each.execution_id);
    const outcomes = await retryFailures(
      deps,
      { principal, inTenant },
      { execution_ids, from_step, reason: body.reason },
    );
    const started = outcomes.filter((each) => each.rerun_id !== null).length;
    await inTenant((tx) =>
      appendAudit(tx, {
        action: 'failures.retried',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'failure', entity_id: group.fingerprint },
        details: { from_step, reason: body.reason, count: chosen.length, started },
      }),
    );
    return json(200, { ...common, started, outcomes });
  },
});
