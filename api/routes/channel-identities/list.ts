import { z } from 'zod';
import { listChannelIdentities } from '../../../db/queries/channel-identities.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { channelIdentitySchema } from './identity-schema.ts';

/** Who may decide from a chat, and as whom. */
export const listIdentities = defineOperation({
  method: 'get',
  path: '/v2/channel-identities',
  id: 'list_channel_identities',
  tag: 'approvals',
  summary: 'List who people are in chats.',
  access: 'groups:write',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'All of them.', schema: z.object({ data: z.array(channelIdentitySchema) }) } },
  errors: [],
  async handle({ inTenant }) {
    return json(200, { data: await inTenant(listChannelIdentities) });
  },
});
