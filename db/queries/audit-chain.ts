import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { auditLog } from '../schema/index.ts';

/** One row of the audit log. */
export type AuditRow = typeof auditLog.$inferSelect;

/** What stands before the first row: 64 zeros. */
export const chainStart = '0'.repeat(64);

/** The newest link that the tenant knows of, kept apart from the log. */
export type ChainHead = { readonly seq: number; readonly hash: string };

/** Why a chain does not hold; `chain_broken` is a row that does not follow the one before it, such as one that was moved. */
export type ChainFault = 'row_changed' | 'row_missing' | 'row_added' | 'chain_broken';

/** The sha256 (hex) over the canonical JSON of everything in a row but the hash itself, the hash before it included. */
export function auditHash(row: Omit<AuditRow, 'hash'>): string {
  const text = canonicalJson({ ...row, timestamp: row.timestamp.toISOString() });
  return createHash('sha256').update(text).digest('hex');
}

/** Checks one row against the link before it; null when it holds. */
export function faultOfLink(before: ChainHead, row: AuditRow): { seq: number; reason: ChainFault } | null {
  const { hash, ...unsealed } = row;
  if (row.seq > before.seq + 1) return { seq: before.seq + 1, reason: 'row_missing' };
  if (row.seq <= before.seq) return { seq: row.seq, reason: 'row_added' };
  if (row.prev_hash !== before.hash) return { seq: row.seq, reason: 'chain_broken' };
  return auditHash(unsealed) === hash ? null : { seq: row.seq, reason: 'row_changed' };
}

/** Checks where the log ended against the head: a log that is too short lost its tail, one that is too long got a row on the side. */
export function faultOfEnd(end: ChainHead, head: ChainHead): { seq: number; reason: ChainFault } | null {
  if (end.seq < head.seq) return { seq: end.seq + 1, reason: 'row_missing' };
  if (end.seq > head.seq) return { seq: head.seq + 1, reason: 'row_added' };
  return end.hash === head.hash ? null : { seq: end.seq, reason: 'row_changed' };
}
