import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deriveId } from '../../../db/derive-id.ts';
import { linksOf } from '../../executions/links.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { startedSchema } from '../playbooks/execute.ts';
import { accountPath } from './account-schema.ts';
import { accountOrRefuse } from './find-or-refuse.ts';
import { startSync } from './start-sync.ts';

/** Starts the playbook sync-accounts for one account; how it goes is seen at GET /v2/sync-streams. */
export const syncAdAccount = defineOperation({
  method: 'post',
  path: '/v2/ad-accounts/:id/sync',
  id: 'sync_ad_account',
  tag: 'accounts',
  summary: 'Synchronise an ad account now.',
  access: 'playbooks:execute',
  params: accountPath,
  query: nothing,
  body: z.strictObject({
    backfill_days: z.int().min(1).max(1_100).optional().describe('how far back figures are wanted; 90 unless told'),
  }),
  responses: { 202: { description: 'Accepted.', schema: startedSchema, headers: { Location: 'The execution.' } } },
  errors: ['ACCOUNT_NOT_FOUND', 'PLAYBOOK_NOT_FOUND', 'PLAYBOOK_RETIRED', 'EXECUTION_CONFLICT'],
  idempotent: true,
  async handle({ params, body, deps, principal, inTenant, header }) {
    const account = await inTenant((tx) => accountOrRefuse(tx, params.id));
    const key = header('Idempotency-Key');
    const { tenant_id, user_id } = principal;
    const started = await startSync(
      deps,
      { principal, inTenant },
      {
        ...{ account, name: account.name, backfill_days: body.backfill_days ?? null },
        execution_id: key === undefined ? randomUUID() : deriveId('execution', tenant_id, user_id, key),
      },
    );
    const { execution_id, status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    return json(202, { execution_id, status, workflow_id, playbook_id, _links }, { Location: _links.self });
  },
});
