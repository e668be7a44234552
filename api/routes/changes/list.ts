import { z } from 'zod';
import { intentStateSchema } from '../../../contracts/change-set.ts';
import { platformSchema } from '../../../contracts/platform.ts';
import { writeIntentSchema } from '../../../contracts/write-intent.ts';
import { listIntents } from '../../../db/queries/intents-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { toIntent } from './change-view.ts';

/**
 * Every change that was ever intended, however it stands; with `state=needs_human` those that wait for a person, with `day`
 * those of one day in the calendar of each account.
 */
export const listChanges = defineOperation({
  method: 'get',
  path: '/v2/changes',
  id: 'list_changes',
  tag: 'money',
  summary: 'List every change that was ever intended, newest first.',
  access: 'money:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    state: intentStateSchema.optional(),
    campaign_id: z.string().max(255).optional(),
    execution_id: z.uuid().optional(),
    platform: platformSchema.optional(),
    playbook: z.string().max(255).optional().describe('id or slug'),
    approver: z.email().optional().describe('somebody whose yes counted'),
    day: z.iso.date().optional().describe('applied, else reserved, on this day of the account’s calendar'),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of changes.', schema: pageSchema(writeIntentSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, cursor, state = null, campaign_id = null, execution_id = null } = query;
    const { platform = null, playbook = null, approver = null, day = null } = query;
    const which = { state, campaign_id, execution_id, platform, playbook, approver, day };
    const filter = { limit, after: readCursor(cursor), ...which };
    return json(200, toPageBody(await inTenant((tx) => listIntents(tx, filter)), toIntent));
  },
});
