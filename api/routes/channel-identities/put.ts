import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { putChannelIdentity } from '../../../db/queries/channel-identities.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';

/** Says who a person is in a chat; from then on a button pressed there is that person’s decision. */
export const putIdentity = defineOperation({
  method: 'post',
  path: '/v2/channel-identities',
  id: 'put_channel_identity',
  tag: 'approvals',
  summary: 'Link a person to their identity in a chat, or take the link away.',
  access: 'groups:write',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    channel: z.literal('slack'),
    email: z.email().max(320),
    external_id: z
      .string()
      .regex(/^[A-Z0-9]{2,40}$/)
      .nullable()
      .describe('the member id in Slack, such as U0123ABCD; null takes the link away'),
  }),
  responses: {
    200: {
      description: 'As it is now.',
      schema: z.object({ channel: z.string(), email: z.string(), external_id: z.string().nullable() }),
    },
  },
  errors: ['CHANNEL_IDENTITY_TAKEN', 'CHANNEL_PERSON_UNKNOWN'],
  async handle({ body, principal, inTenant }) {
    const { channel, email, external_id } = body;
    await inTenant(async (tx) => {
      const put = await putChannelIdentity(tx, body);
      if (put === 'unknown_person') {
        throw new CodedError('CHANNEL_PERSON_UNKNOWN', `Nobody in your tenant has the address ${email}.`);
      }
      if (put === 'taken') throw new CodedError('CHANNEL_IDENTITY_TAKEN', `${external_id} belongs to somebody else.`);
      await appendAudit(tx, {
        ...{ action: 'channel_identity.changed', actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'user', entity_id: put.user_id, details: { channel, external_id } },
      });
    });
    return json(200, { channel, email: email.toLowerCase(), external_id });
  },
});
