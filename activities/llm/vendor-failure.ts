import { CodedError } from '../../contracts/errors/index.ts';

const lasting = new Set([400, 401, 403, 404, 413, 422]);

/**
 * Turns whatever a vendor's client throws into a coded error. Only the status and the vendor's own type go into it:
 * messages of clients may quote the request, and with it the key.
 */
export function vendorFailure(vendor: string, error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const status = numberOf(error, 'status');
  const details = { vendor, status, type: error instanceof Error ? error.constructor.name : typeof error };
  if (status !== null && lasting.has(status)) {
    return new CodedError('LLM_REFUSED', `${vendor} refused the request with status ${status}.`, details);
  }
  return new CodedError('LLM_UNAVAILABLE', `${vendor} gave no usable answer.`, details);
}

function numberOf(value: unknown, key: string): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'number' ? found : null;
}
