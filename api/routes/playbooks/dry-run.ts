import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { playbookSourceSchema } from '../../../contracts/playbook-source.ts';
import { linksOf } from '../../executions/links.ts';
import { startExecution } from '../../executions/start-execution.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { compileSource } from '../../playbooks/compile-source.ts';
import { startedSchema } from './execute.ts';

/**
 * Runs a playbook that is not deployed against the live state, in the mode `dry_run`: it reads, it plans, and no write
 * capability exists in it. The change sets are the outputs of its write steps.
 */
export const dryRunPlaybook = defineOperation({
  method: 'post',
  path: '/v2/playbooks/dry-run',
  id: 'dry_run_playbook',
  tag: 'playbooks',
  summary: 'Try a playbook without writing anything.',
  access: 'playbooks:execute',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    source: playbookSourceSchema,
    inputs: z.record(z.string(), z.json()).default({}),
  }),
  responses: { 202: { description: 'Accepted.', schema: startedSchema, headers: { Location: 'The execution.' } } },
  errors: [
    'PLAYBOOK_INVALID',
    'PLAYBOOK_TOO_COSTLY',
    'CAMPAIGN_NOT_FOUND',
    'CAMPAIGN_ON_OTHER_PLATFORM',
    'EXECUTION_INPUT_INVALID',
  ],
  async handle({ body, deps, principal, inTenant }) {
    const { plan, digest } = await compileSource({ deps, inTenant }, body.source);
    const started = await startExecution(
      deps,
      { principal, inTenant },
      {
        execution_id: randomUUID(),
        playbook: {
          playbook_id: plan.playbook_id,
          plan,
          digest,
          edited_by: principal.user_id,
          playbook_version_id: null,
        },
        inputs: body.inputs,
        mode: 'dry_run',
        undo_of: null,
      },
    );
    const { execution_id, status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    return json(202, { execution_id, status, workflow_id, playbook_id, _links }, { Location: _links.self });
  },
});
