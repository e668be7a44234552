import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { findPlaybook, listPlaybookVersions } from '../../../db/queries/playbooks.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { playbookPath, playbookSchema, toPlaybook } from './playbook-schema.ts';

/** One playbook with the YAML of its active version, the compiled plan and its versions. */
export const showPlaybook = defineOperation({
  method: 'get',
  path: '/v2/playbooks/:id',
  id: 'show_playbook',
  tag: 'playbooks',
  summary: 'One playbook with source and plan.',
  access: 'playbooks:read',
  params: playbookPath,
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The playbook.',
      schema: playbookSchema.extend({
        source: z.string(),
        plan: z.record(z.string(), z.unknown()),
        versions: z.array(
          z.object({
            playbook_version_id: z.uuid(),
            version: z.int(),
            digest: z.string(),
            edited_by: z.uuid(),
            created_at: moment,
          }),
        ),
      }),
    },
  },
  errors: ['PLAYBOOK_NOT_FOUND'],
  async handle({ params, inTenant }) {
    const body = await inTenant(async (tx) => {
      const playbook = await findPlaybook(tx, params.id);
      if (playbook === null) throw new CodedError('PLAYBOOK_NOT_FOUND', `There is no playbook ${params.id}.`);
      const versions = await listPlaybookVersions(tx, playbook.playbook_id);
      return { ...toPlaybook(playbook), plan: playbook.plan, versions };
    });
    return json(200, body);
  },
});
