import { z } from 'zod';
import { campaignFeatures } from '../../../contracts/campaign-features.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { findApproval } from '../../../db/queries/approvals-list.ts';
import { endSnooze, snoozeApproval } from '../../../db/queries/snoozes.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { checkCondition } from '../../snoozes/check-condition.ts';
import { approvalPath } from './approval-schema.ts';

const snoozedSchema = z.object({
  approval_id: z.uuid(),
  snoozed_until: z.iso.datetime().nullable(),
  condition: z.string().nullable(),
});

/** Hides an approval from the caller's inbox for a while. Its deadline goes on, and everybody else still sees it. */
export const snoozeForMe = defineOperation({
  method: 'post',
  path: '/v2/approvals/:id/snooze',
  id: 'snooze_approval',
  tag: 'approvals',
  summary: 'Hide an approval from my inbox until a moment or a condition.',
  access: 'approvals:read',
  params: approvalPath,
  query: nothing,
  body: z.strictObject({
    until: z.iso.datetime({ offset: true }).describe('it comes back at the latest then, and never after its deadline'),
    condition: z
      .string()
      .max(500)
      .nullish()
      .describe(`CEL over context.*, such as context.cpa > 60.0; features: ${campaignFeatures.length}`),
  }),
  responses: { 200: { description: 'Hidden.', schema: snoozedSchema } },
  errors: ['APPROVAL_NOT_FOUND', 'DECISION_TOO_LATE'],
  async handle({ params, body, principal, inTenant, deps }) {
    const condition = body.condition ?? null;
    if (condition !== null) checkCondition(condition);
    const answer = await inTenant(async (tx) => {
      const approval = await findApproval(tx, params.id);
      if (approval === null) throw new CodedError('APPROVAL_NOT_FOUND', 'There is no such approval.');
      if (approval.status !== 'pending') throw new CodedError('DECISION_TOO_LATE', `It is ${approval.status}.`);
      const wanted = Date.parse(body.until);
      if (wanted <= deps.now().getTime()) {
        throw new CodedError('REQUEST_INVALID', 'This moment has passed.', {
          errors: [{ pointer: '/body/until', detail: 'Name a moment in the future.' }],
        });
      }
      const until = new Date(Math.min(wanted, approval.expires_at.getTime()));
      await snoozeApproval(tx, { approval_id: params.id, user_id: principal.user_id, until, condition });
      return { approval_id: params.id, snoozed_until: until.toISOString(), condition };
    });
    return json(200, answer);
  },
});

/** Shows a hidden approval again. */
export const unsnoozeForMe = defineOperation({
  method: 'post',
  path: '/v2/approvals/:id/unsnooze',
  id: 'unsnooze_approval',
  tag: 'approvals',
  summary: 'Show an approval in my inbox again.',
  access: 'approvals:read',
  params: approvalPath,
  query: nothing,
  body: nothing,
  responses: { 200: { description: 'Shown.', schema: snoozedSchema } },
  errors: ['APPROVAL_NOT_FOUND'],
  async handle({ params, principal, inTenant }) {
    await inTenant(async (tx) => {
      if ((await findApproval(tx, params.id)) === null) {
        throw new CodedError('APPROVAL_NOT_FOUND', 'There is no such approval.');
      }
      await endSnooze(tx, { approval_id: params.id, user_id: principal.user_id, because: 'asked' });
    });
    return json(200, { approval_id: params.id, snoozed_until: null, condition: null });
  },
});
