import { CodedError } from '../../../contracts/errors/index.ts';
import type { WireAnswer } from '../wire/exchange.ts';
import { codeOfStatus, openEnded, type PlatformErrorCode, type RequestKind } from '../wire/request-kind.ts';
import { retryAfterSeconds } from '../wire/retry-after.ts';
import { findTiktokError } from './error-table.ts';
import { envelopeWire } from './schemas.ts';

/**
 * What an answer that is not a success becomes. A status from 500 on is believed more than the code inside. A code without a
 * row is a refusal where TikTok blames the request (40000–49999); any other leaves a write open.
 */
function codeOf(status: number, code: number | null, kind: RequestKind): PlatformErrorCode {
  if (status >= 500 || code === null || code === 0) return codeOfStatus(status, kind);
  if (status === 429) return 'PLATFORM_THROTTLED';
  const row = findTiktokError(code);
  if (row !== null) return row.becomes === 'PLATFORM_UNAVAILABLE' ? openEnded(kind) : row.becomes;
  if (status >= 400) return codeOfStatus(status, kind);
  return code >= 40_000 && code < 50_000 ? 'PLATFORM_REFUSED' : openEnded(kind);
}

/** Turns an answer that is not a success into an error of the closed list, with TikTok's own words. */
export function failureFromAnswer(
  answer: Pick<WireAnswer, 'status' | 'headers' | 'body'>,
  kind: RequestKind,
  now: Date,
): CodedError {
  const envelope = envelopeWire.safeParse(answer.body).data ?? null;
  const code = codeOf(answer.status, envelope?.code ?? null, kind);
  const row = findTiktokError(envelope?.code ?? null);
  const words = envelope?.message ? envelope.message : `HTTP ${answer.status}`;
  const details = {
    http_status: answer.status,
    tiktok_code: envelope?.code ?? null,
    meaning: row?.meaning ?? null,
    token_ended: code === 'PLATFORM_UNAUTHORIZED' && row?.token_ended === true,
    trace_id: envelope?.request_id ?? null,
  };
  const wait = code === 'PLATFORM_THROTTLED' ? retryAfterSeconds(answer.headers, now) : null;
  return new CodedError(code, `TikTok: ${words}`, details, wait);
}

/** A success whose list of errors names what was not done, as batch calls answer: a definite no with TikTok's words. */
export function failureFromErrorList(words: string, trace_id: string | null): CodedError {
  return new CodedError('PLATFORM_REFUSED', `TikTok: ${words}`, { tiktok_code: 0, trace_id });
}
