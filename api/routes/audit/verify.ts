import { z } from 'zod';
import { verifyAudit as checkChain } from '../../../db/queries/audit.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';

/** Walks the tenant’s hash chain; 200 either way, because a broken chain is an answer and not a failed request. */
export const verifyAudit = defineOperation({
  method: 'get',
  path: '/v2/audit/verify',
  id: 'verify_audit',
  tag: 'audit',
  summary: 'Check the hash chain of the audit log.',
  access: 'audit:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'Whether the chain holds, and else the first row that does not.',
      schema: z.object({
        valid: z.boolean(),
        rows_checked: z.int(),
        first_bad_seq: z.int().nullable(),
        reason: z.string().nullable(),
      }),
    },
  },
  errors: [],
  async handle({ inTenant }) {
    return json(200, await inTenant((tx) => checkChain(tx)));
  },
});
