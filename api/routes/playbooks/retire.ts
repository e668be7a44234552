import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { askForSchedule } from '../../../db/queries/deploy-playbook.ts';
import { listLiveExecutions } from '../../../db/queries/executions-list.ts';
import { findPlaybook, retirePlaybook as takeDown } from '../../../db/queries/playbooks.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { playbookPath } from './playbook-schema.ts';

/** Takes a playbook down: its schedule goes, it starts no more, and what runs goes on. Doing it again changes nothing. */
export const retirePlaybook = defineOperation({
  method: 'post',
  path: '/v2/playbooks/:id/retire',
  id: 'retire_playbook',
  tag: 'playbooks',
  summary: 'Retire a playbook.',
  access: 'playbooks:deploy',
  params: playbookPath,
  query: nothing,
  body: z.strictObject({}),
  responses: {
    200: {
      description: 'Retired.',
      schema: z.object({
        playbook_id: z.string(),
        retired_at: moment,
        running_executions: z.int().describe('they go on'),
      }),
    },
  },
  errors: ['PLAYBOOK_NOT_FOUND'],
  async handle({ params, principal, inTenant }) {
    const answer = await inTenant(async (tx) => {
      const found = await findPlaybook(tx, params.id);
      if (found === null) throw new CodedError('PLAYBOOK_NOT_FOUND', `There is no playbook ${params.id}.`);
      const { playbook_id } = found;
      const running = await listLiveExecutions(tx, playbook_id);
      if (await takeDown(tx, playbook_id)) {
        await askForSchedule(tx, playbook_id);
        await appendAudit(tx, {
          ...{ action: 'playbook.retired', actor_user_id: principal.user_id, actor_email: principal.email },
          ...{ entity_type: 'playbook', entity_id: playbook_id, details: { running_executions: running.length } },
        });
      }
      const now = await findPlaybook(tx, playbook_id);
      return { playbook_id, retired_at: now?.retired_at, running_executions: running.length };
    });
    return json(200, answer);
  },
});
