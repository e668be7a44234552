import { CodedError } from '../../../contracts/errors/index.ts';
import type { WriteIntent } from '../../../db/queries/write-intents.ts';
import type { ApplyWork } from './apply-changes.ts';
import { isLowering, isRaise } from './more-careful.ts';
import { type ReservedSet, reserveChanges, type WantedChange } from './reserve-changes.ts';
import { settleChange } from './settle-change.ts';

/** Why changes of a set were not applied, by intent. */
export type Failures = ReadonlyMap<string, CodedError>;

/** How a set came out: what failed, and what stopped the worker altogether, such as its shutdown. */
export type SettledSet = { readonly failures: Failures; readonly stopped: unknown };

/** With these an account does not want to hear from us for now; its other changes are not tried. */
const closesAccount = ['PLATFORM_THROTTLED', 'PLATFORM_UNAVAILABLE', 'PLATFORM_UNAUTHORIZED'];

/**
 * Settles the changes of a set one after the other, in their order, and goes on after one that fails: each has a result
 * of its own. Two things are not tried: a change on an account that has just refused to talk to us, and a raise after a
 * lowering or a pause of the same set failed, because who agreed to move money did not agree to add it.
 */
export async function settleSet(
  work: ApplyWork,
  wanted: readonly WantedChange[],
  set: ReservedSet,
): Promise<SettledSet> {
  const failures = new Map<string, CodedError>();
  const closed = new Map<string, CodedError>();
  let failedLowering: CodedError | null = null;
  for (const [position, each] of wanted.entries()) {
    const intent = set.intents[position];
    if (intent === undefined || intent.state === 'verified') continue;
    const { account_id } = each.change;
    const keptBack = closed.get(account_id) ?? (isRaise(each.change) ? failedLowering : null);
    if (keptBack !== null && intent.state === 'intended') {
      failures.set(intent.intent_id, notTried(each, keptBack));
      continue;
    }
    try {
      await settleOne(work, each, intent);
    } catch (error) {
      if (!(error instanceof CodedError) || work.context.signal.aborted) return { failures, stopped: error };
      failures.set(intent.intent_id, error);
      if (closesAccount.includes(error.code)) closed.set(account_id, error);
      if (isLowering(each.change)) failedLowering = error;
    }
  }
  return { failures, stopped: null };
}

async function settleOne(work: ApplyWork, wanted: WantedChange, { intent_id }: WriteIntent): Promise<void> {
  const { deps, call, action_id, context, onVerified } = work;
  const { change } = wanted;
  const { adapter } = await deps.registry.forCampaign(call.origin.tenant_id, change.campaign_id);
  const reserveAgain = async () => {
    await reserveChanges(work, [wanted]);
  };
  await settleChange({ deps, call, action_id, context, adapter, intent_id, change, onVerified, reserveAgain });
}

function notTried({ change }: WantedChange, because: CodedError): CodedError {
  const { code, message, details, retryAfterSeconds } = because;
  const reason = `${change.entity_name}: ${change.field} was not tried after another change of the set failed: ${message}`;
  return new CodedError(code, reason, { ...details, not_tried: true }, retryAfterSeconds);
}
