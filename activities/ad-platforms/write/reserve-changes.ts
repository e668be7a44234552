import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { Change } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { recordChangeSet } from '../../../db/queries/change-sets.ts';
import { readMoneySettings } from '../../../db/queries/fx-rates.ts';
import { lockLedger } from '../../../db/queries/money-use.ts';
import { findIntents, recordIntents, reserveAgain, type WriteIntent } from '../../../db/queries/write-intents.ts';
import { checkCaps } from './check-caps.ts';
import { checkGuardrails, readLearning } from './check-guardrails.ts';
import type { WriteDependencies } from './dependencies.ts';
import { type ApplyCall, checkGrant, checkStillGranted } from './grant.ts';
import { holdFields } from './hold-fields.ts';
import { priceChanges } from './price-changes.ts';

/** One change of a set that is to be made: its place in the set and the key that it is recorded under. */
export type WantedChange = { readonly index: number; readonly change: Change; readonly idempotency_key: string };

/** What reserving needs besides the changes. */
export type ReserveWork = { readonly deps: WriteDependencies; readonly call: ApplyCall; readonly action_id: string };

/** A set whose money and fields are reserved; the intents in the order of the wanted changes. */
export type ReservedSet = { readonly change_set_id: string; readonly intents: readonly WriteIntent[] };

/** The changes of a set that change anything, each with its key. */
export function wantedChanges({ change_set, origin }: ApplyCall): readonly WantedChange[] {
  return change_set.changes
    .map((change, index) => ({ index, change, idempotency_key: `${origin.idempotency_key}/${index}` }))
    .filter(({ change }) => change.before !== change.after);
}

/**
 * Writes down what is about to be done before anything is done, and with that reserves it: all of it or nothing. In one
 * transaction, in which nobody else of the tenant reserves: room on the fields, the playbook’s limits with fresh facts,
 * every cap that holds; then the rows, which count and hold their fields from then on. What is reserved already stays as
 * it is, what was released is reserved again, what somebody has settled for good is left alone.
 * Throws APPROVAL_GRANT_INVALID, AUTONOMY_ENDED, ENTITY_LOCKED, GUARDRAIL_VIOLATED, GUARDRAIL_NOT_EVALUABLE, FX_RATE_MISSING,
 * MONEY_CAP_EXCEEDED.
 */
export async function reserveChanges(work: ReserveWork, wanted: readonly WantedChange[]): Promise<ReservedSet> {
  const { call, deps, action_id } = work;
  const in_learning = await readLearning(deps, call);
  return withTenant(deps.database, call.origin.tenant_id, async (tx) => {
    await checkGrant(tx, call, action_id);
    await lockLedger(tx);
    const change_set_id = await recordSet(tx, work);
    if (wanted.length === 0) return { change_set_id, intents: [] };
    const keys = wanted.map((each) => each.idempotency_key);
    const known = await findIntents(tx, keys);
    for (const intent of known) checkSameChange(intent, wanted);
    const open = wanted.filter((each) => isOpen(known.find((row) => row.idempotency_key === each.idempotency_key)));
    if (open.length > 0) await reserve(tx, work, { open, change_set_id, known, in_learning });
    await deps.failpoint('before_intent_commit');
    return { change_set_id, intents: inOrder(await findIntents(tx, keys), wanted) };
  });
}

/** Not recorded yet, or released and nobody’s decision. */
function isOpen(intent: WriteIntent | undefined): boolean {
  return intent === undefined || (intent.state === 'not_applied' && intent.resolution === null);
}

async function reserve(
  tx: TenantTransaction,
  { call, action_id }: ReserveWork,
  set: {
    readonly open: readonly WantedChange[];
    readonly change_set_id: string;
    readonly known: readonly WriteIntent[];
    readonly in_learning: boolean | null;
  },
): Promise<void> {
  const { open, known, change_set_id } = set;
  const changes = open.map((each) => each.change);
  const own_keys = wantedChanges(call).map((each) => each.idempotency_key);
  await checkStillGranted(tx, call);
  await holdFields(tx, { origin: call.origin, changes, own_keys });
  await checkGuardrails(tx, call, set.in_learning);
  const { base_currency } = await readMoneySettings(tx);
  const priced = await priceChanges(tx, call, open, base_currency);
  await checkCaps(tx, priced, { takes_back: action_id.startsWith('AdPlatformAgent.undo_') });
  const isKnown = (key: string) => known.some((row) => row.idempotency_key === key);
  const added = priced.filter((each) => !isKnown(each.idempotency_key));
  if (added.length > 0) {
    const rows = added.map(({ idempotency_key, change, line }) => ({ idempotency_key, change, ...line }));
    await recordIntents(tx, change_set_id, rows);
  }
  const released = known.filter((row) => open.some((each) => each.idempotency_key === row.idempotency_key));
  if (released.length > 0)
    await reserveAgain(
      tx,
      released.map((row) => row.intent_id),
    );
}

function recordSet(tx: TenantTransaction, { call, action_id }: ReserveWork): Promise<string> {
  const { params, plan_digest, change_set, grant } = call;
  const { execution_id, step_id, iteration } = call.origin;
  const approval_id = grant.kind === 'approval' ? grant.approval_id : null;
  return recordChangeSet(tx, {
    ...{ execution_id, step_id, iteration, action_id, params, plan_digest, change_set, approval_id },
    grant_kind: grant.kind,
  });
}

/** The key of a step may be reused for the same work only. */
function checkSameChange(intent: WriteIntent, wanted: readonly WantedChange[]): void {
  const change = wanted.find((each) => each.idempotency_key === intent.idempotency_key)?.change;
  if (canonicalJson(intent.change) !== canonicalJson(change))
    throw new CodedError('APPROVAL_GRANT_INVALID', 'This step already began to apply another change.', {
      idempotency_key: intent.idempotency_key,
    });
}

function inOrder(rows: readonly WriteIntent[], wanted: readonly WantedChange[]): readonly WriteIntent[] {
  return wanted.map((each) => {
    const row = rows.find((candidate) => candidate.idempotency_key === each.idempotency_key);
    if (row === undefined) throw new Error('An intent was neither new nor known.');
    return row;
  });
}
