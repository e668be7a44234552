import { z } from 'zod';
import { listNotifications as readNotifications } from '../../../db/queries/notifications.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment, pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';

/** The caller’s notifications and those for everybody, newest first. */
export const listNotifications = defineOperation({
  method: 'get',
  path: '/v2/notifications',
  id: 'list_notifications',
  tag: 'notifications',
  summary: 'List my notifications, newest first.',
  access: 'signed_in',
  params: nothing,
  query: z.strictObject({ ...pageFields, unread: z.enum(['true', 'false']).default('false') }),
  body: noBody,
  responses: {
    200: {
      description: 'A page of notifications.',
      schema: pageSchema(
        z.object({
          notification_id: z.uuid(),
          user_id: z.uuid().nullable(),
          kind: z.string(),
          title: z.string(),
          body: z.string(),
          link: z.string().nullable(),
          read_at: moment.nullable(),
          created_at: moment,
        }),
      ),
    },
  },
  errors: [],
  async handle({ query, principal, inTenant }) {
    const after = readCursor(query.cursor);
    const filter = { user_id: principal.user_id, unread_only: query.unread === 'true', limit: query.limit, after };
    return json(
      200,
      toPageBody(await inTenant((tx) => readNotifications(tx, filter)), (row) => row),
    );
  },
});
