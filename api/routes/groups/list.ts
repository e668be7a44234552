import { z } from 'zod';
import { listApproverGroups } from '../../../db/queries/approver-groups.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { groupSchema } from './group-schema.ts';

/** The groups that the approval of a playbook may name. */
export const listGroups = defineOperation({
  method: 'get',
  path: '/v2/approver-groups',
  id: 'list_approver_groups',
  tag: 'approvals',
  summary: 'List the groups whom approvals may ask.',
  access: 'approvals:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The groups.', schema: z.object({ data: z.array(groupSchema) }) } },
  errors: [],
  async handle({ inTenant }) {
    return json(200, { data: await inTenant(listApproverGroups) });
  },
});
