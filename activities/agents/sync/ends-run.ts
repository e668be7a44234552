import { CodedError, type ErrorCode } from '../../../contracts/errors/index.ts';
import type { LeftOut } from './stream-report.ts';

/** What is wrong with the whole account, or with us: no other campaign would fare better. */
const ofTheAccount: readonly ErrorCode[] = [
  'PLATFORM_THROTTLED',
  'PLATFORM_UNAUTHORIZED',
  'PLATFORM_UNKNOWN',
  'CREDENTIAL_UNREADABLE',
  'ACCOUNT_NOT_FOUND',
  'SYNC_RUNNING',
];

/**
 * Whether an error ends the run instead of leaving one campaign out: a platform that asks to wait, a token that it does not
 * accept, an open breaker, and whatever is no error of a platform at all.
 */
export function endsRun(error: unknown): boolean {
  if (!(error instanceof CodedError)) return true;
  if (error.code === 'PLATFORM_UNAVAILABLE') return error.details.cause === 'breaker_open';
  return ofTheAccount.includes(error.code) || !(error.code.startsWith('PLATFORM_') || error.code === 'SYNC_ID_TAKEN');
}

/** The campaign that an error leaves out. */
export function leftOut(campaign_id: string, error: unknown): LeftOut {
  if (error instanceof CodedError) return { campaign_id, code: error.code, message: error.message };
  return { campaign_id, code: 'INTERNAL', message: 'Something went wrong.' };
}

/** What a stream says of a run that had to leave campaigns out; null when it left none out. */
export function leftOutError(failed: readonly LeftOut[]): { readonly code: string; readonly message: string } | null {
  const [first] = failed;
  if (first === undefined) return null;
  const count = failed.length === 1 ? 'One campaign' : `${failed.length} campaigns`;
  return { code: first.code, message: `${count} could not be read. ${first.campaign_id}: ${first.message}` };
}
