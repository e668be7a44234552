import { z } from 'zod';
import { listPlaybooks as readPlaybooks } from '../../../db/queries/playbooks.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema } from '../../operation/paging.ts';
import { playbookSchema, toPlaybook } from './playbook-schema.ts';

/** Deployed playbooks in alphabetical order; the cursor is the last id. */
export const listPlaybooks = defineOperation({
  method: 'get',
  path: '/v2/playbooks',
  id: 'list_playbooks',
  tag: 'playbooks',
  summary: 'List deployed playbooks.',
  access: 'playbooks:read',
  params: nothing,
  query: z.strictObject(pageFields),
  body: noBody,
  responses: { 200: { description: 'A page of playbooks.', schema: pageSchema(playbookSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { rows, next } = await inTenant((tx) =>
      readPlaybooks(tx, { limit: query.limit, after_id: query.cursor ?? null }),
    );
    return json(200, { data: rows.map(toPlaybook), next_cursor: next });
  },
});
