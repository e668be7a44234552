import { CodedError, type ErrorCode } from '../../../contracts/errors/index.ts';
import { findMetaError } from './error-table.ts';
import { type ErrorWire, errorWire } from './schemas.ts';
import { readUsage } from './usage.ts';

/** Whether a request only looks or may have changed something: the same fault means another thing then. */
export type RequestKind = 'read' | 'write';

/** A lost or garbled answer to a write leaves the outcome open; a read is simply tried again. */
function openEnded(kind: RequestKind): 'PLATFORM_OUTCOME_UNKNOWN' | 'PLATFORM_UNAVAILABLE' {
  return kind === 'write' ? 'PLATFORM_OUTCOME_UNKNOWN' : 'PLATFORM_UNAVAILABLE';
}

function codeOf(status: number, error: ErrorWire | null, kind: RequestKind): ErrorCode {
  const row = findMetaError(error?.code ?? null, error?.error_subcode ?? null);
  if (row && row.becomes !== 'PLATFORM_UNAVAILABLE') {
    const transient = error?.is_transient === true && row.becomes !== 'PLATFORM_THROTTLED';
    return transient ? openEnded(kind) : row.becomes;
  }
  if (row || error?.is_transient === true || status >= 500) return openEnded(kind);
  if (status === 401 || status === 403) return 'PLATFORM_UNAUTHORIZED';
  if (status === 404) return 'PLATFORM_NOT_FOUND';
  if (status === 429) return 'PLATFORM_THROTTLED';
  if (error === null && status < 400) return kind === 'write' ? 'PLATFORM_OUTCOME_UNKNOWN' : 'PLATFORM_ANSWER_INVALID';
  return 'PLATFORM_REFUSED';
}

/** Turns an answer that is not a success into an error of the closed list, with Meta's own words in the details. */
export function failureFromAnswer(
  answer: { readonly status: number; readonly headers: Headers; readonly body: unknown },
  kind: RequestKind,
): CodedError {
  const error = errorWire.safeParse(answer.body).data?.error ?? null;
  const code = codeOf(answer.status, error, kind);
  const row = findMetaError(error?.code ?? null, error?.error_subcode ?? null);
  const words = error?.error_user_msg ?? error?.message ?? `HTTP ${answer.status}`;
  const wait =
    code === 'PLATFORM_THROTTLED' ? (readUsage(answer.headers).regain_seconds ?? row?.wait_seconds ?? null) : null;
  return new CodedError(
    code,
    `Meta: ${words}`,
    {
      http_status: answer.status,
      meta_code: error?.code ?? null,
      meta_subcode: error?.error_subcode ?? null,
      meaning: row?.meaning ?? null,
      user_title: error?.error_user_title ?? null,
      blamed_fields: error?.error_data ?? null,
      trace_id: error?.fbtrace_id ?? null,
    },
    wait,
  );
}

/** Faults that happen before a single byte of the request has left, so that nothing can have been applied. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function systemCode(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  if ('code' in fault && typeof fault.code === 'string') return fault.code;
  return fault.cause === undefined ? fault.name : systemCode(fault.cause);
}

/** Turns a fault of the network or a time-out into an error of the closed list. */
export function failureFromFault(fault: unknown, kind: RequestKind): CodedError {
  const cause = systemCode(fault);
  const code = neverSent.has(cause) ? 'PLATFORM_UNAVAILABLE' : openEnded(kind);
  return new CodedError(code, `Meta did not answer (${cause}).`, { cause });
}
