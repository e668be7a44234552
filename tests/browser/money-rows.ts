import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { outcomes, writeIntents } from '../../db/schema/index.ts';
import type { Stack } from '../harness/stack.ts';
import { writtenRows } from '../money/written-rows.ts';

/** What the screens about money show something of: a change that waits for a person, and an outcome. */
export type MoneyRows = { readonly intent_id: string; readonly outcome_id: string };

/** Lets a change of the first demo campaign wait for a person, and an outcome of it be measured: a broken promise. */
export async function moneyRows(stack: Stack): Promise<MoneyRows> {
  const { owner } = stack.database;
  const { tenant_id } = stack;
  const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
  const written = await writtenRows(owner, { tenant_id, campaign_id });
  const { intent_id, execution_id } = await written();
  const [row] = await withTenant(owner, tenant_id, async (tx) => {
    const requested_by_email = `marketer@${demoTenants[0]?.email_domain}`;
    const whose = { execution_id, playbook_id: 'raise_it_v1', requested_by_email };
    await tx.update(writeIntents).set(whose).where(eq(writeIntents.intent_id, intent_id));
    return tx
      .insert(outcomes)
      .values({
        ...{ execution_id, campaign_id, metric: 'cpc', direction: 'decrease', window_seconds: 604_800 },
        ...{ before: 2.4, after: 2.9, counterfactual: 2.4, effect_pct: 19, low_pct: 11.2, high_pct: 27.5 },
        ...{ status: 'measured', measured_at: new Date('2026-03-05T01:00:00Z'), verdict: 'negative' },
        ...{ measure_at: new Date('2026-03-05T01:00:00Z'), method: 'own history: a structural model' },
        ...{ promise_kept: false, rollback_execution_id: randomUUID() },
        evidence: {
          ...{ reason: null, window: { first_day: '2026-02-24', last_day: '2026-03-02' } },
          others: [{ at: '2026-02-26T09:00:00.000Z', field: 'status', by: 'Ann', ours: false }],
          estimate: {
            ...{ chosen: 'own_history', days_before: 60, days_after: 7, controls: [] },
            ...{ placebos: 40, placebo_error_pct: { own_history: 3.1 } },
          },
        },
      })
      .returning({ outcome_id: outcomes.outcome_id });
  });
  return { intent_id, outcome_id: row?.outcome_id ?? '' };
}
