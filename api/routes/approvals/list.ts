import { z } from 'zod';
import { approvalStatusSchema } from '../../../contracts/approval.ts';
import { listApprovals as readApprovals } from '../../../db/queries/approvals-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { approvalSchema, toApproval } from './approval-schema.ts';

/** Approvals of the tenant, newest first. */
export const listApprovals = defineOperation({
  method: 'get',
  path: '/v2/approvals',
  id: 'list_approvals',
  tag: 'approvals',
  summary: 'List approvals, newest first.',
  access: 'approvals:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    status: approvalStatusSchema.optional(),
    campaign_id: z.string().max(255).optional(),
    execution_id: z.uuid().optional(),
    snoozed: z.enum(['shown', 'hidden']).default('shown').describe('hidden leaves out what I snoozed'),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of approvals.', schema: pageSchema(approvalSchema) } },
  errors: [],
  async handle({ query, principal, inTenant }) {
    const { limit, cursor, status = null, campaign_id = null, execution_id = null } = query;
    const after = readCursor(cursor);
    const not_snoozed_by = query.snoozed === 'hidden' ? principal.user_id : null;
    const filter = { limit, after, status, campaign_id, execution_id, not_snoozed_by };
    const page = await inTenant((tx) => readApprovals(tx, filter));
    return json(
      200,
      toPageBody(page, (row) => toApproval(row, principal)),
    );
  },
});
