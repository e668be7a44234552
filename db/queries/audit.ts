import { randomUUID } from 'node:crypto';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { auditHeads, auditLog } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';
import {
  type AuditRow,
  auditHash,
  type ChainFault,
  type ChainHead,
  chainStart,
  faultOfEnd,
  faultOfLink,
} from './audit-chain.ts';

/** What to record: who (an agent, a person or both) did what to which entity, and with which result. */
export type AuditEntry = { readonly action: string } & Partial<
  Readonly<
    Pick<
      AuditRow,
      'agent_name' | 'decision' | 'actor_user_id' | 'actor_email' | 'entity_type' | 'entity_id' | 'details'
    >
  >
>;

/**
 * Adds a row to the tenant's audit chain, in the transaction of the change that it records: both happen or neither.
 * The chain's head stays locked until the transaction ends, so call it last, and keep what follows short.
 */
export async function appendAudit(tx: TenantTransaction, entry: AuditEntry): Promise<AuditRow> {
  const { tenant_id, timestamp, ...head } = await lockHead(tx);
  const unsealed = {
    tenant_id,
    log_id: randomUUID(),
    seq: head.seq + 1,
    timestamp,
    agent_name: entry.agent_name ?? null,
    action: entry.action,
    decision: entry.decision ?? null,
    actor_user_id: entry.actor_user_id ?? null,
    actor_email: entry.actor_email ?? null,
    entity_type: entry.entity_type ?? null,
    entity_id: entry.entity_id ?? null,
    // A copy, because the query builder trips over an object without a prototype.
    details: { ...entry.details },
    prev_hash: head.hash,
  };
  const row = { ...unsealed, hash: auditHash(unsealed) };
  await tx.insert(auditLog).values(row);
  await tx.update(auditHeads).set({ seq: row.seq, hash: row.hash }).where(eq(auditHeads.tenant_id, tenant_id));
  return row;
}

async function lockHead(tx: TenantTransaction) {
  const read = () =>
    tx
      .select({
        tenant_id: auditHeads.tenant_id,
        seq: auditHeads.seq,
        hash: auditHeads.hash,
        timestamp: sql`clock_timestamp()`.mapWith(auditLog.timestamp),
      })
      .from(auditHeads)
      .where(eq(auditHeads.tenant_id, currentTenant))
      .for('update');
  const [head] = await read();
  if (head !== undefined) return head;
  await tx.insert(auditHeads).values({ seq: 0, hash: chainStart }).onConflictDoNothing();
  const [first] = await read();
  if (first === undefined) throw new Error('An audit entry needs a tenant: run it inside withTenant.');
  return first;
}

/** The verdict on a tenant's audit log. `first_bad_seq` and `reason` are null when it holds. */
export type AuditVerdict = {
  readonly valid: boolean;
  readonly rows_checked: number;
  readonly first_bad_seq: number | null;
  readonly reason: ChainFault | null;
};

/**
 * Walks the tenant's audit log from the first row and finds the first that was changed, removed, added or moved, a cut-off
 * tail included. Reads `batch_size` rows at a time; the head is locked only at the very end, so work goes on meanwhile.
 * The tenant is named in every query, so that the verdict is right for a session that bypasses row-level security too.
 * It does not find a forger who owns the database and computes the whole rest of the chain and the head anew:
 * against that, keep a copy of the newest hash elsewhere.
 */
export async function verifyAudit(tx: TenantTransaction, batch_size = 1000): Promise<AuditVerdict> {
  let end: ChainHead = { seq: 0, hash: chainStart };
  let rows_checked = 0;
  for (;;) {
    const rows = await readRows(tx, rows_checked === 0 ? null : end.seq, batch_size);
    // The last batch may be short because the log ends here, or because rows came in meanwhile: the locked head tells.
    const head = rows.length < batch_size ? await readHead(tx) : null;
    for (const row of rows) {
      const fault = faultOfLink(end, row);
      if (fault !== null) return { valid: false, rows_checked, first_bad_seq: fault.seq, reason: fault.reason };
      end = row;
      rows_checked += 1;
    }
    if (head === null || (rows.length > 0 && end.seq < head.seq)) continue;
    const fault = faultOfEnd(end, head);
    return { valid: fault === null, rows_checked, first_bad_seq: fault?.seq ?? null, reason: fault?.reason ?? null };
  }
}

/** The next rows after a sequence number; null reads from the very first, whatever number that claims to have. */
function readRows(tx: TenantTransaction, after_seq: number | null, batch_size: number): Promise<AuditRow[]> {
  const rest = after_seq === null ? undefined : gt(auditLog.seq, after_seq);
  return tx
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.tenant_id, currentTenant), rest))
    .orderBy(asc(auditLog.seq))
    .limit(batch_size);
}

async function readHead(tx: TenantTransaction): Promise<ChainHead> {
  const [head] = await tx
    .select({ seq: auditHeads.seq, hash: auditHeads.hash })
    .from(auditHeads)
    .where(eq(auditHeads.tenant_id, currentTenant))
    .for('update');
  return head ?? { seq: 0, hash: chainStart };
}
