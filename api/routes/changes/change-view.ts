import { z } from 'zod';
import { intentStateSchema } from '../../../contracts/change-set.ts';
import { stateOfChange } from '../../../contracts/change-state.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { WriteIntentView } from '../../../contracts/write-intent.ts';
import { findIntentRow, type IntentRow, readIntentHistory } from '../../../db/queries/intents-list.ts';
import { readReceipts } from '../../../db/queries/receipts.ts';
import type { TenantTransaction } from '../../dependencies.ts';

/** The id in the path. */
export const intentPath = z.strictObject({ id: z.uuid().describe('intent_id') });

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A row as the API shows it. */
export function toIntent(row: IntentRow): WriteIntentView {
  const { params, requested_by, ...shown } = row;
  return {
    ...shown,
    standing: { ...stateOfChange(row) },
    reserved_at: shown.reserved_at.toISOString(),
    armed_at: iso(shown.armed_at),
    applied_at: iso(shown.applied_at),
    verified_at: iso(shown.verified_at),
    live_read_at: iso(shown.live_read_at),
    resolved_at: iso(shown.resolved_at),
  };
}

/** The write with this id. Throws WRITE_INTENT_NOT_FOUND. */
export async function findOrRefuse(tx: TenantTransaction, intent_id: string): Promise<IntentRow> {
  const row = await findIntentRow(tx, intent_id);
  if (row === null) throw new CodedError('WRITE_INTENT_NOT_FOUND', `There is no write ${intent_id}.`);
  return row;
}

/** A write with what was meant beside what was shown, the states that it came to, and its receipt. */
export async function readDetail(tx: TenantTransaction, row: IntentRow) {
  const events = await readIntentHistory(tx, row);
  const [receipt] = await readReceipts(tx, [row.intent_id]);
  const { before, after } = row.change;
  const { live_value, live_read_at } = row;
  const later = events.flatMap(({ type, at, data }) => {
    const state = intentStateSchema.safeParse(type.slice('change.'.length));
    const reason = typeof data.reason === 'string' ? data.reason : null;
    return state.success ? [{ state: state.data, at: at.toISOString(), reason }] : [];
  });
  return {
    ...toIntent(row),
    meant: { before, after },
    shown: live_read_at === null ? null : { value: live_value, read_at: live_read_at.toISOString() },
    history: [{ state: 'intended' as const, at: row.reserved_at.toISOString(), reason: null }, ...later],
    receipt: receipt ?? null,
  };
}
