import { type Database, type TenantTransaction, withTenant } from '../../db/connect.ts';
import { notifyPeople } from '../../db/queries/approvals.ts';
import { readFeaturesOf } from '../../db/queries/campaigns-list.ts';
import { endSnooze, listOpenSnoozes } from '../../db/queries/snoozes.ts';
import { listTenants } from '../../db/queries/tenants.ts';
import { evaluateExpression } from '../../playbooks/expressions/index.ts';

const mostAtOnce = 500;

/**
 * Shows hidden approvals again whose time has come or whose condition holds, and tells the person. A condition that cannot
 * be evaluated does not wake; time does then. Gives how many woke.
 */
export async function wakeSnoozes(database: Database, now: Date): Promise<number> {
  let woken = 0;
  for (const { tenant_id } of await listTenants(database)) {
    woken += await withTenant(database, tenant_id, (tx) => wakeIn(tx, now));
  }
  return woken;
}

async function wakeIn(tx: TenantTransaction, now: Date): Promise<number> {
  const snoozes = await listOpenSnoozes(tx, mostAtOnce);
  const asked = snoozes.flatMap(({ condition, campaign_id }) =>
    condition === null || campaign_id === null ? [] : [campaign_id],
  );
  const features = await readFeaturesOf(tx, [...new Set(asked)]);
  let woken = 0;
  for (const { approval_id, user_id, until, condition, campaign_id, title } of snoozes) {
    const because = until <= now ? 'time' : whenHolds(condition, features.get(campaign_id ?? ''));
    if (because === null || !(await endSnooze(tx, { approval_id, user_id, because }))) continue;
    woken += 1;
    await notifyPeople(tx, [user_id], {
      kind: 'approval.woken',
      title,
      body: because === 'time' ? 'You asked to see it again now.' : `It is back because ${because} holds.`,
      link: `/approvals/${approval_id}`,
    });
  }
  return woken;
}

function whenHolds(condition: string | null, context: object | undefined): string | null {
  if (condition === null || context === undefined) return null;
  try {
    return evaluateExpression(condition, { context }) === true ? condition : null;
  } catch {
    return null;
  }
}
