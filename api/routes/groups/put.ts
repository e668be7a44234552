import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { listApproverGroups, putApproverGroup } from '../../../db/queries/approver-groups.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { groupSchema } from './group-schema.ts';

/** Makes a group what it shall be: exactly these people. Approvals that were asked before keep the people they froze. */
export const putGroup = defineOperation({
  method: 'post',
  path: '/v2/approver-groups',
  id: 'put_approver_group',
  tag: 'approvals',
  summary: 'Make a group of approvers, or change who is in it.',
  access: 'groups:write',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_-]{0,62}$/)
      .describe('such as finance'),
    members: z.array(z.email().max(320)).max(200).describe('e-mail addresses'),
  }),
  responses: { 200: { description: 'The group as it is now.', schema: groupSchema } },
  errors: ['GROUP_MEMBER_UNKNOWN'],
  async handle({ body, principal, inTenant }) {
    const group = await inTenant(async (tx) => {
      const { unknown } = await putApproverGroup(tx, { name: body.name, emails: body.members, by: principal.user_id });
      if (unknown.length > 0) {
        throw new CodedError('GROUP_MEMBER_UNKNOWN', `Nobody in your tenant has the address ${unknown.join(', ')}.`, {
          errors: unknown.map((email) => ({ pointer: '/body/members', detail: email })),
        });
      }
      const found = (await listApproverGroups(tx)).find((each) => each.name === body.name);
      await appendAudit(tx, {
        ...{ action: 'approver_group.changed', actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'approver_group', entity_id: found?.group_id ?? '' },
        details: { name: body.name, members: found?.members.map((member) => member.user_id) ?? [] },
      });
      return found;
    });
    return json(200, group);
  },
});
