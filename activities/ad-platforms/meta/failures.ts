import { CodedError, type ErrorCode } from '../../../contracts/errors/index.ts';
import { codeOfStatus, openEnded, type RequestKind } from '../wire/request-kind.ts';
import { findMetaError } from './error-table.ts';
import { type ErrorWire, errorWire } from './schemas.ts';
import { readUsage } from './usage.ts';

function codeOf(status: number, error: ErrorWire | null, kind: RequestKind): ErrorCode {
  const row = findMetaError(error?.code ?? null, error?.error_subcode ?? null);
  if (row && row.becomes !== 'PLATFORM_UNAVAILABLE') {
    const transient = error?.is_transient === true && row.becomes !== 'PLATFORM_THROTTLED';
    return transient ? openEnded(kind) : row.becomes;
  }
  if (row || error?.is_transient === true || status >= 500) return openEnded(kind);
  return error !== null && status < 400 ? 'PLATFORM_REFUSED' : codeOfStatus(status, kind);
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
