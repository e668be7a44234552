import { CodedError } from '../../../contracts/errors/index.ts';
import type { WireAnswer } from '../wire/exchange.ts';
import { codeOfStatus, type RequestKind } from '../wire/request-kind.ts';
import { findLinkedInError } from './error-table.ts';
import { type ErrorWire, errorWire } from './schemas.ts';

/** For people in messages. */
export const vendor = 'LinkedIn';

/** Codes of a token that a refresh may replace; one that was taken back stays taken back. */
const renewable: ReadonlySet<string | null> = new Set([null, 'EXPIRED_ACCESS_TOKEN', 'INVALID_ACCESS_TOKEN']);

/** LinkedIn’s own words: those about single fields say more than the general ones, so they come along. */
function wordsOf(error: ErrorWire | undefined, status: number): string {
  const fields = (error?.errorDetails?.inputErrors ?? []).flatMap((each) => {
    const path = each.input?.inputPath?.fieldPath;
    const words = each.description ?? each.code;
    return words ? [path ? `${path}: ${words}` : words] : [];
  });
  return [error?.message ?? `HTTP ${status}`, ...fields].join(' ');
}

/**
 * Turns an answer that is not a success into an error of the closed list, with LinkedIn’s own words. The details name the
 * fields that are to blame; `token_ended` says that a renewed token may do.
 */
export function failureFromAnswer(answer: WireAnswer, kind: RequestKind): CodedError {
  const error = errorWire.safeParse(answer.body).data;
  const found = findLinkedInError(answer.status, error?.code ?? null);
  const inputErrors = error?.errorDetails?.inputErrors ?? [];
  return new CodedError(
    found?.becomes ?? codeOfStatus(answer.status, kind),
    `${vendor}: ${wordsOf(error, answer.status)}`,
    {
      http_status: answer.status,
      linkedin_code: error?.code ?? null,
      service_error_code: error?.serviceErrorCode ?? null,
      meaning: found?.meaning ?? null,
      blamed_fields: inputErrors.flatMap((each) => each.input?.inputPath?.fieldPath ?? []),
      trace_id: answer.headers.get('x-li-uuid'),
      ...(answer.status === 401 && renewable.has(error?.code ?? null) ? { token_ended: true } : {}),
    },
    found?.wait_seconds ?? null,
  );
}
