import { z } from 'zod';
import { moneyCapSchema } from '../../../contracts/money-cap.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { setCap } from '../../../db/queries/money-caps.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { capWithUseSchema, invalid, resolveCapScope, withUse } from './cap-view.ts';

const { scope, measure, window_hours, limit_minor, currency } = moneyCapSchema.shape;

/**
 * Sets a cap on money. A tighter one, or the first of its kind, holds at once and takes the place of the one before; a
 * wider one is a proposal that another person has to agree to.
 */
export const setMoneyCap = defineOperation({
  method: 'post',
  path: '/v2/money-caps',
  id: 'set_money_cap',
  tag: 'money',
  summary: 'Tighten a cap on money, or propose a wider one.',
  access: 'caps:propose',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    ...{ scope, measure, window_hours, limit_minor, currency },
    scope_id: z
      .string()
      .max(255)
      .default('')
      .describe("'' for the tenant; else the platform, the id of the account or campaign, or an e-mail address"),
    reason: z.string().min(1).max(2_000),
  }),
  responses: {
    201: { description: 'It holds from now on.', schema: capWithUseSchema },
    202: { description: 'It waits for another person.', schema: capWithUseSchema },
  },
  errors: ['ACCOUNT_NOT_FOUND', 'CAMPAIGN_NOT_FOUND'],
  idempotent: true,
  async handle({ body, principal, inTenant }) {
    const cap = await inTenant(async (tx) => {
      const { scope_id, currencies } = await resolveCapScope(tx, body.scope, body.scope_id);
      if (!currencies.includes(body.currency))
        throw invalid('currency', `This cap can be in ${currencies.join(' or ')}.`);
      const row = await setCap(tx, { ...body, scope_id, actor: principal });
      const { cap_id, state, replaces } = row;
      const [shown] = await withUse(tx, [row]);
      await appendAudit(tx, {
        action: state === 'active' ? 'money_cap.tightened' : 'money_cap.proposed',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'money_cap', entity_id: cap_id },
        details: { ...body, scope_id, replaces, api_key_id: principal.api_key_id },
      });
      return shown;
    });
    return json(cap?.state === 'active' ? 201 : 202, cap);
  },
});
