import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { readMoneySettings } from '../../../db/queries/fx-rates.ts';
import { type CapDecision, type CapRow, decideCap } from '../../../db/queries/money-caps.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { capWithUseSchema, withUse } from './cap-view.ts';

/**
 * Agrees to a wider cap, or rejects it: four eyes, so never the proposer. An agreed one holds after the tenant’s
 * cooling-off time. The same decision of the same person again changes nothing.
 */
export const decideMoneyCap = defineOperation({
  method: 'post',
  path: '/v2/money-caps/:id/decide',
  id: 'decide_money_cap',
  tag: 'money',
  summary: 'Agree to a wider cap on money, or reject it.',
  access: 'caps:decide',
  params: z.strictObject({ id: z.uuid().describe('cap_id') }),
  query: nothing,
  body: z.strictObject({ decision: z.enum(['approve', 'reject']), reason: z.string().min(1).max(2_000) }),
  responses: { 200: { description: 'How the cap stands now.', schema: capWithUseSchema } },
  errors: ['MONEY_CAP_NOT_FOUND', 'MONEY_CAP_OWN_PROPOSAL', 'MONEY_CAP_NOT_OPEN'],
  idempotent: true,
  async handle({ params, body, principal, inTenant }) {
    const shown = await inTenant(async (tx) => {
      const { cap_cooling_off_hours: cooling_off_hours } = await readMoneySettings(tx);
      const { decision, reason } = body;
      const decided = await decideCap(tx, { cap_id: params.id, decision, cooling_off_hours, actor: principal });
      const cap = decidedCap(decided, params.id);
      const [first] = await withUse(tx, [cap]);
      if (decided.kind === 'decided')
        await appendAudit(tx, {
          ...{ action: 'money_cap.decided', decision },
          ...{ actor_user_id: principal.user_id, actor_email: principal.email },
          ...{ entity_type: 'money_cap', entity_id: cap.cap_id },
          details: {
            reason,
            cooling_off_hours,
            effective_at: first?.effective_at ?? null,
            api_key_id: principal.api_key_id,
          },
        });
      return first;
    });
    return json(200, shown);
  },
});

function decidedCap({ kind, cap }: CapDecision, cap_id: string): CapRow {
  if (cap === null) throw new CodedError('MONEY_CAP_NOT_FOUND', `There is no cap ${cap_id}.`, { cap_id });
  const { state, decided_by_email, proposed_by_email } = cap;
  switch (kind) {
    case 'own':
      throw new CodedError('MONEY_CAP_OWN_PROPOSAL', 'You proposed this cap, so somebody else has to decide.', {
        ...{ cap_id, proposed_by_email },
      });
    case 'stale':
      throw new CodedError('MONEY_CAP_NOT_OPEN', 'Another cap holds by now than the one that it was to replace.', {
        ...{ cap_id, state },
      });
    case 'not_open':
      throw new CodedError('MONEY_CAP_NOT_OPEN', `This cap is ${state} and waits for nobody.`, {
        ...{ cap_id, state, decided_by_email },
      });
    default:
      return cap;
  }
}
