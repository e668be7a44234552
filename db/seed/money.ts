import { sql } from 'drizzle-orm';
import type { DemoTenant } from '../../contracts/demo-world.ts';
import type { TenantTransaction } from '../connect.ts';
import { fxRates, moneyCaps } from '../schema/index.ts';
import { demoUserId } from './people.ts';
import { stableId } from './stable-id.ts';

/** Made-up rates of the demo: what one unit is worth in the other currency. */
const demoRates: Readonly<Record<string, Readonly<Record<string, number>>>> = { EUR: { USD: 1.16 } };

/** Adds today's rate (UTC) of every currency in which a demo tenant advertises and does not count its money. */
export async function seedRates(tx: TenantTransaction, tenant: DemoTenant): Promise<void> {
  const base_currency = tenant.account.currency;
  const currencies = new Set(tenant.other_accounts.map(({ account }) => account.currency));
  const rows = [...currencies].flatMap((currency) => {
    const rate = demoRates[currency]?.[base_currency];
    if (rate === undefined) return [];
    const from = { source: 'demo', entered_by_email: `admin@${tenant.email_domain}` };
    return [{ currency, base_currency, as_of: sql<string>`(now() at time zone 'utc')::date`, rate, ...from }];
  });
  if (rows.length > 0) await tx.insert(fxRates).values(rows).onConflictDoNothing();
}

/**
 * Adds the caps of a demo tenant that advertises on several platforms: how much may be moved in a day altogether, and how much
 * more may be spent on one platform in a day. The marketer has proposed them and the approver agreed. Wide enough for the
 * demo, and tight enough that their use shows.
 */
export async function seedCaps(tx: TenantTransaction, tenant: DemoTenant): Promise<void> {
  const [other] = tenant.other_accounts;
  if (other === undefined) return;
  const person = (name: 'marketer' | 'approver') => ({
    id: demoUserId(tenant, name),
    email: `${name}@${tenant.email_domain}`,
  });
  const [proposer, decider] = [person('marketer'), person('approver')];
  const common = {
    window_hours: 24,
    currency: tenant.account.currency,
    proposed_by: proposer.id,
    proposed_by_email: proposer.email,
    decided_by: decider.id,
    decided_by_email: decider.email,
    decided_at: sql<Date>`now()`,
    effective_at: sql<Date>`now()`,
  };
  const caps = [
    { scope: 'tenant', scope_id: '', measure: 'moved', limit_minor: 1_000_000, reason: 'No day moves more than this.' },
    {
      scope: 'platform',
      scope_id: other.platform,
      measure: 'exposure',
      limit_minor: 200_000,
      reason: 'The platform may spend a daily budget twice in one day.',
    },
  ] as const;
  await tx
    .insert(moneyCaps)
    .values(
      caps.map((cap) => ({
        cap_id: stableId('money_cap', tenant.tenant_id, cap.scope, cap.scope_id, cap.measure),
        ...cap,
        ...common,
      })),
    )
    .onConflictDoNothing();
}
