/**
 * The header Retry-After in whole seconds: a number of seconds, or an HTTP date counted from `now` (RFC 9110 §10.2.3).
 * Null when it is missing, over or not readable.
 */
export function retryAfterSeconds(headers: Headers, now: Date): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (text === '') return null;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now.getTime()) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}
