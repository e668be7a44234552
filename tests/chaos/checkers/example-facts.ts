import type { Change } from '../../../contracts/change-set.ts';
import { type AuditRow, auditHash, chainStart } from '../../../db/queries/audit-chain.ts';
import type { ChaosFacts, LedgerLine } from './facts.ts';
import { digestOf } from './granted.ts';

const tenant_id = '01900000-0000-7000-8000-000000000001';
const uuid = (serial: number) => `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;

/** A raise of one campaign's daily budget by 60.00, on a platform. */
function raiseOf(serial: number, platform: LedgerLine['platform']): Change {
  return {
    ...{ platform, account_id: `account-${platform}`, campaign_id: `${serial}`, entity_type: 'campaign' },
    ...{ entity_id: `${serial}`, entity_name: `Campaign ${serial}`, field: 'daily_budget_minor' },
    ...{ before: 40_000, after: 46_000, change_pct: 15, money_moved_minor: 6_000 },
  };
}

function lineOf(change: Change, seq: number): LedgerLine {
  const { account_id, entity_type, entity_id, before, after } = change;
  const at = '2026-11-21T12:00:00.000Z';
  const platform = 'meta_ads';
  return {
    ...{ seq, at, account_id, entity_type, entity_id, before, after },
    ...{ field: 'daily_budget', request_id: null, platform },
  };
}

/** A chain of audit rows that verifies, one for each change. */
function auditOf(changes: readonly Change[]): ChaosFacts['audit'] {
  const rows: AuditRow[] = [];
  for (const [index, change] of changes.entries()) {
    const unsealed = {
      ...{ tenant_id, log_id: uuid(index), seq: index + 1, timestamp: new Date('2026-11-21T12:00:00Z') },
      ...{ agent_name: 'AdPlatformAgent', action: 'AdPlatformAgent.set_daily_budget', decision: 'applied' },
      ...{ actor_user_id: null, actor_email: null, entity_type: 'campaign', entity_id: change.entity_id },
      ...{ details: { change, plan_digest: '' }, prev_hash: rows.at(-1)?.hash ?? chainStart },
    };
    rows.push({ ...unsealed, hash: auditHash(unsealed) });
  }
  return { rows, head: { seq: rows.length, hash: rows.at(-1)?.hash ?? chainStart } };
}

/** Three raises, each approved, applied once, told, receipted and audited: facts that break no law. */
export function exampleFacts(): ChaosFacts {
  const changes = [1, 2, 3].map((serial) => raiseOf(serial, 'meta_ads'));
  const sets = changes.map((change, index) => {
    const plan = {
      action_id: 'AdPlatformAgent.set_daily_budget',
      params: { campaign_id: change.campaign_id, daily_budget_minor: 46_000 },
      change_set: {
        ...{ changes: [change], currency: 'USD', total_change_minor: 6_000, max_change_pct: 15, change_count: 1 },
      },
    };
    return {
      ...{ ...plan, plan_digest: digestOf(plan), change_set_id: uuid(10 + index), execution_id: uuid(20 + index) },
      ...{ grant_kind: 'approval' as const, approval_id: uuid(30 + index), state: 'applied' },
    };
  });
  return {
    sets,
    ledger: changes.map((change, index) => lineOf(change, index + 1)),
    approvals: sets.map(({ approval_id, plan_digest, execution_id }) => ({
      ...{ approval_id, plan_digest, execution_id, status: 'approved' },
    })),
    intents: changes.map((change, index) => ({
      ...{ intent_id: uuid(40 + index), change_set_id: uuid(10 + index), change, state: 'verified' },
    })),
    receipts: changes.map((change, index) => ({ intent_id: uuid(40 + index), change })),
    told: new Map(sets.map(({ execution_id }) => [execution_id, { said: 'applied', code: null }])),
    endings: sets.map(({ execution_id }) => ({ execution_id, temporal: 'completed', projected: 'completed' })),
    caps: [{ scope: 'tenant', scope_id: '', measure: 'exposure', limit_minor: 31_500 }],
    ...{ rates: {}, budgets: new Map(), campaigns: new Map() },
    audit: auditOf(changes),
  };
}
