import type { ChangeResult } from '../../../contracts/change-set.ts';
import { CodedError, describeError, type ErrorCode } from '../../../contracts/errors/index.ts';
import type { ChangeSetState } from '../../../db/queries/change-sets.ts';
import type { Failures } from './settle-set.ts';

/** How a set as a whole stands, from the states of its changes. */
export function stateOfSet(items: readonly Pick<ChangeResult, 'state'>[]): ChangeSetState {
  if (items.some((item) => item.state === 'needs_human')) return 'needs_human';
  const done = items.filter((item) => item.state === 'verified').length;
  if (done === items.length) return 'applied';
  return done === 0 ? 'not_applied' : 'partly_applied';
}

/** With these the workflow makes a new plan, which then holds what is still missing. */
const replanned: readonly ErrorCode[] = ['SCOPE_PAUSED', 'PLATFORM_DRIFT', 'AUTONOMY_ENDED'];

/**
 * The one error of a set whose changes were not all applied; null when they were. First comes what a person has to look
 * at, then what may work when it is tried again, then what a new plan mends, then the rest: as itself when nothing of the
 * set was applied or all that failed did so alike, else as CHANGES_PARTLY_APPLIED. The results of a set of several changes
 * stand in `details.items`.
 */
export function errorOfSet(failures: Failures, items: readonly ChangeResult[]): CodedError | null {
  const errors = [...failures.values()];
  const [first] = errors;
  if (first === undefined) return null;
  const chosen =
    errors.find((each) => each.code === 'PLATFORM_VERIFY_FAILED') ??
    errors.find((each) => describeError(each.code).retryable) ??
    errors.find((each) => replanned.includes(each.code));
  if (items.length === 1) return chosen ?? first;
  if (chosen !== undefined) return withItems(chosen, items);
  const alike = errors.every((each) => each.code === first.code);
  const nothingDone = items.every((item) => item.state !== 'verified');
  return alike || nothingDone ? withItems(first, items) : partly(first, items);
}

function withItems({ code, message, details, retryAfterSeconds }: CodedError, items: readonly ChangeResult[]) {
  return new CodedError(code, message, { ...details, items }, retryAfterSeconds);
}

function partly({ message }: CodedError, items: readonly ChangeResult[]): CodedError {
  const done = items.filter((item) => item.state === 'verified').length;
  const reason = `${done} of ${items.length} changes were applied. The first that was not: ${message}`;
  return new CodedError('CHANGES_PARTLY_APPLIED', reason, { items });
}
