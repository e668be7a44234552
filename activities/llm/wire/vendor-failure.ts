import { CodedError } from '../../../contracts/errors/index.ts';

const lasting = new Set([400, 401, 403, 404, 413, 422]);
/** What vendors call an account that may spend no more; asking again is of no use. */
const spendCode =
  /^(?:enforced_spend_limit_reached|insufficient_quota|credit_balance_exhausted|\w+_spend_limit_exceeded)$/;
const spendWords = /reached your specified (?:workspace )?API usage limits/i;
const samplingWords = /\b(?:temperature|top_p|top_k)\b/;

/**
 * Turns whatever a vendor's client throws into a coded error. Only the status and the vendor's own type go into it:
 * messages of clients may quote the request, and with it the key.
 */
export function vendorFailure(vendor: string, error: unknown): CodedError {
  const coded = codedCause(error);
  if (coded !== null) return coded;
  const status = numberOf(error, 'status');
  const details = { vendor, status, type: error instanceof Error ? error.constructor.name : typeof error };
  if (isSpendLimit(status, error)) {
    return new CodedError('LLM_SPEND_LIMIT', `${vendor} answered ${status}: the account may spend no more.`, details);
  }
  if (status === 400 && samplingWords.test(messageOf(error))) {
    return new CodedError('LLM_SAMPLING_REFUSED', `${vendor} takes no temperature for this model.`, details);
  }
  if (status !== null && lasting.has(status)) {
    return new CodedError('LLM_REFUSED', `${vendor} refused the request with status ${status}.`, details);
  }
  return new CodedError('LLM_UNAVAILABLE', `${vendor} gave no usable answer.`, details, retryAfter(error));
}

/** Wraps an exchange with a vendor so that whatever its client throws comes out as a coded error. */
export function codedBy(vendor: string) {
  return <Given, Result>(exchange: (given: Given, signal: AbortSignal) => Promise<Result>) =>
    async (given: Given, signal: AbortSignal): Promise<Result> => {
      try {
        return await exchange(given, signal);
      } catch (error) {
        throw vendorFailure(vendor, error);
      }
    };
}

/** Clients wrap what their fetch threw; ours is somewhere below. */
function codedCause(error: unknown): CodedError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof CodedError) return at;
  }
  return null;
}

function isSpendLimit(status: number | null, error: unknown): boolean {
  if (status === 402) return true;
  if (status === 400) return spendWords.test(messageOf(error));
  return status === 429 && textsUnder(error, 4).some((text) => spendCode.test(text));
}

/** The short texts in the vendor's error body, wherever they stand: codes and types are among them. */
function textsUnder(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return value.length <= 100 ? [value] : [];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return ['error', 'details', 'error_code', 'code', 'type'].flatMap((key) =>
    textsUnder(Reflect.get(value, key), depth - 1),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

/** Seconds of the header `retry-after`, which is a number or a date; null when there is none. */
function retryAfter(error: unknown): number | null {
  const headers: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'headers') : null;
  const said = headers instanceof Headers ? headers.get('retry-after') : null;
  if (said === null) return null;
  const seconds = /^\d+(?:\.\d+)?$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

function numberOf(value: unknown, key: string): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'number' ? found : null;
}
