import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { findApproval, listDecisions } from '../../../db/queries/approvals-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { approvalPath, approvalSchema, decisionSchema, toApproval, toDecision } from './approval-schema.ts';

/** One approval with its decisions; the ETag is the plan’s digest, for `If-Match` on a decision. */
export const showApproval = defineOperation({
  method: 'get',
  path: '/v2/approvals/:id',
  id: 'show_approval',
  tag: 'approvals',
  summary: 'One approval with the exact change and its evidence.',
  access: 'approvals:read',
  params: approvalPath,
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The approval.',
      schema: approvalSchema.extend({ decisions: z.array(decisionSchema) }),
      headers: { ETag: 'The digest of the plan, in quotes.' },
    },
  },
  errors: ['APPROVAL_NOT_FOUND'],
  async handle({ params, principal, inTenant }) {
    const { approval, decisions } = await inTenant(async (tx) => ({
      approval: await findApproval(tx, params.id),
      decisions: await listDecisions(tx, params.id),
    }));
    if (approval === null) throw new CodedError('APPROVAL_NOT_FOUND', `There is no approval ${params.id}.`);
    const body = { ...toApproval(approval, principal), decisions: decisions.map(toDecision) };
    return json(200, body, { ETag: `"${approval.plan_digest}"` });
  },
});
