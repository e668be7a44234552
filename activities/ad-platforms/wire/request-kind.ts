import type { ErrorCode } from '../../../contracts/errors/index.ts';

/** Whether a request only looks or may have changed something: the same fault means another thing then. */
export type RequestKind = 'read' | 'write';

/** Codes that an adapter may throw. */
export type PlatformErrorCode = Extract<ErrorCode, `PLATFORM_${string}`>;

/** A lost or garbled answer to a write leaves the outcome open; a read is simply tried again. */
export function openEnded(kind: RequestKind): 'PLATFORM_OUTCOME_UNKNOWN' | 'PLATFORM_UNAVAILABLE' {
  return kind === 'write' ? 'PLATFORM_OUTCOME_UNKNOWN' : 'PLATFORM_UNAVAILABLE';
}

/** What an HTTP status means when the body says nothing better. A success that cannot be read is no success. */
export function codeOfStatus(status: number, kind: RequestKind): PlatformErrorCode {
  if (status >= 500) return openEnded(kind);
  if (status === 401 || status === 403) return 'PLATFORM_UNAUTHORIZED';
  if (status === 404) return 'PLATFORM_NOT_FOUND';
  if (status === 429) return 'PLATFORM_THROTTLED';
  if (status < 400) return kind === 'write' ? 'PLATFORM_OUTCOME_UNKNOWN' : 'PLATFORM_ANSWER_INVALID';
  return 'PLATFORM_REFUSED';
}
