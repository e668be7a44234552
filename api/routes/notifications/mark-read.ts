import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { markNotificationRead } from '../../../db/queries/notifications.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';

/** Marks one of the caller’s own notifications as read. */
export const readNotification = defineOperation({
  method: 'post',
  path: '/v2/notifications/:id/read',
  id: 'read_notification',
  tag: 'notifications',
  summary: 'Mark a notification as read.',
  access: 'signed_in',
  params: z.strictObject({ id: z.uuid() }),
  query: nothing,
  body: z.strictObject({}),
  responses: { 200: { description: 'Marked.', schema: z.object({ notification_id: z.uuid() }) } },
  errors: ['NOT_FOUND'],
  async handle({ params, principal, inTenant }) {
    const own = { notification_id: params.id, user_id: principal.user_id };
    if (await inTenant((tx) => markNotificationRead(tx, own))) return json(200, { notification_id: params.id });
    throw new CodedError('NOT_FOUND', 'You have no notification with this id.');
  },
});
