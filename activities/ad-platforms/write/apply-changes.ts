import type { ActionContext } from '../../../contracts/action-handler.ts';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { AppliedChange, Change } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { type ChangeSetState, recordChangeSet, setChangeSetState } from '../../../db/queries/change-sets.ts';
import { readReceipts } from '../../../db/queries/receipts.ts';
import { recordIntents, type WriteIntent } from '../../../db/queries/write-intents.ts';
import type { WriteDependencies } from './dependencies.ts';
import { type ApplyCall, checkDigest, checkGrant } from './grant.ts';
import { settleChange } from './settle-change.ts';

/** What applying needs besides the call. */
export type ApplyWork = {
  readonly deps: WriteDependencies;
  readonly call: ApplyCall;
  readonly action_id: string;
  /** The parameters as the definition parses them: the digest is over these. */
  readonly params: unknown;
  readonly context: ActionContext;
  readonly onVerified: (tx: TenantTransaction, change: Change) => Promise<void>;
};

/**
 * Applies a granted change set, one change after the other, each exactly once however often this is called: the intent rows,
 * keyed by the step and the position in the set, say where to go on. Only live executions get here (`bindWrite`).
 * Throws APPROVAL_GRANT_INVALID, PLATFORM_DRIFT, PLATFORM_VERIFY_FAILED and whatever else the platform says.
 */
export async function applyChanges(work: ApplyWork): Promise<AppliedChange> {
  const { call, deps } = work;
  checkDigest(call, work.action_id, work.params);
  const { change_set_id, intents } = await recordIntended(work);
  await deps.failpoint('after_intent_commit');
  try {
    for (const intent of intents) await settleOne(work, intent);
  } catch (error) {
    await closeSet(work, change_set_id, intents, error);
    throw error;
  }
  const receipts = await closeSet(work, change_set_id, intents, null);
  await deps.failpoint('before_activity_return');
  return { applied: true, change_set: call.change_set, change_set_id, receipts: [...receipts] };
}

/** Writes down what is about to be done before anything is done. */
async function recordIntended({ call, deps, action_id }: ApplyWork) {
  const { tenant_id, execution_id, step_id, iteration, idempotency_key } = call.origin;
  return withTenant(deps.database, tenant_id, async (tx) => {
    await checkGrant(tx, call, action_id);
    const { params, plan_digest, change_set, grant } = call;
    const approval_id = grant.kind === 'approval' ? grant.approval_id : null;
    const change_set_id = await recordChangeSet(tx, {
      ...{ execution_id, step_id, iteration, action_id, params, plan_digest, change_set, approval_id },
      grant_kind: grant.kind,
    });
    const wanted = change_set.changes
      .map((change, index) => ({ change, idempotency_key: `${idempotency_key}/${index}` }))
      .filter(({ change }) => change.before !== change.after);
    if (wanted.length === 0) return { change_set_id, intents: [] };
    const intents = await recordIntents(tx, change_set_id, wanted);
    intents.forEach((intent, index) => {
      checkSameChange(intent, wanted[index]?.change);
    });
    await deps.failpoint('before_intent_commit');
    return { change_set_id, intents };
  });
}

/** The key of a step may be reused for the same work only. */
function checkSameChange(intent: WriteIntent, change: Change | undefined): void {
  if (canonicalJson(intent.change) !== canonicalJson(change))
    throw new CodedError('APPROVAL_GRANT_INVALID', 'This step already began to apply another change.', {
      idempotency_key: intent.idempotency_key,
    });
}

async function settleOne({ call, deps, action_id, context, onVerified }: ApplyWork, intent: WriteIntent) {
  if (intent.state === 'verified') return;
  const { intent_id, change } = intent;
  const { adapter } = await deps.registry.forCampaign(call.origin.tenant_id, change.campaign_id);
  await settleChange({ deps, call, action_id, context, adapter, intent_id, change, onVerified });
}

function stateAfter(error: unknown, done: number, all: number): ChangeSetState {
  if (error === null) return 'applied';
  if (error instanceof CodedError && error.code === 'PLATFORM_VERIFY_FAILED') return 'needs_human';
  return done === 0 ? 'not_applied' : done < all ? 'partly_applied' : 'applied';
}

async function closeSet(work: ApplyWork, change_set_id: string, intents: readonly WriteIntent[], error: unknown) {
  const ids = intents.map((intent) => intent.intent_id);
  return withTenant(work.deps.database, work.call.origin.tenant_id, async (tx) => {
    const receipts = ids.length === 0 ? [] : await readReceipts(tx, ids);
    await setChangeSetState(tx, change_set_id, stateAfter(error, receipts.length, ids.length));
    return receipts;
  });
}
