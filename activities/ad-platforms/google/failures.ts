import { CodedError } from '../../../contracts/errors/index.ts';
import type { WireAnswer } from '../wire/exchange.ts';
import { codeOfStatus, openEnded, type PlatformErrorCode, type RequestKind } from '../wire/request-kind.ts';
import { retryAfterSeconds } from '../wire/retry-after.ts';
import { findGoogleError, type GoogleErrorRow } from './error-table.ts';
import {
  type AdsErrorWire,
  adsErrorsOf,
  reasonOf,
  retryDelayOf,
  type StatusWire,
  statusOf,
  violationsOf,
} from './error-wire.ts';

/** A wait such as `30s` or `1.5s` in whole seconds. */
export function secondsOfDuration(text: string | null | undefined): number | null {
  const found = /^(\d+(?:\.\d+)?)s$/.exec(text ?? '');
  return found === null ? null : Math.ceil(Number(found[1]));
}

function codeOf(row: GoogleErrorRow | null, http_status: number, kind: RequestKind): PlatformErrorCode {
  if (row === null) return http_status < 400 ? 'PLATFORM_REFUSED' : codeOfStatus(http_status, kind);
  if (row.becomes !== 'PLATFORM_UNAVAILABLE' || row.nothing_applied) return row.becomes;
  return openEnded(kind);
}

function codeText(error: AdsErrorWire | undefined): { readonly family: string; readonly value: string } | null {
  const [pair] = Object.entries(error?.errorCode ?? {});
  return pair === undefined ? null : { family: pair[0], value: pair[1] };
}

function fieldPath(error: AdsErrorWire | undefined): string | null {
  const path = error?.location?.fieldPathElements ?? [];
  if (path.length === 0) return null;
  return path
    .map(({ fieldName, index }) => (typeof index === 'number' ? `${fieldName}[${index}]` : fieldName))
    .join('.');
}

/** A token that has ended says so by its code; a 401 without any code means the same. */
function tokenEnded(status: StatusWire | null, code: ReturnType<typeof codeText>, http_status: number): boolean {
  if (code !== null) return code.value === 'OAUTH_TOKEN_EXPIRED';
  return reasonOf(status) === 'ACCESS_TOKEN_EXPIRED' || (http_status === 401 && reasonOf(status) === null);
}

type Circumstances = {
  readonly http_status: number;
  readonly headers: Headers;
  readonly kind: RequestKind;
  readonly now: Date;
};

/** Turns a status of Google into an error of the closed list, with Google's own words and codes in the details. */
export function failureFromStatus(status: StatusWire | null, circumstances: Circumstances): CodedError {
  const { http_status, headers, kind } = circumstances;
  const { errors, request_id } = adsErrorsOf(status);
  const [first] = errors;
  const code = codeText(first);
  const row = code === null ? null : findGoogleError(code.family, code.value);
  const becomes = status === null ? codeOfStatus(http_status, kind) : codeOf(row, http_status, kind);
  const announced = secondsOfDuration(first?.details?.quotaErrorDetails?.retryDelay ?? retryDelayOf(status));
  const wait = announced ?? retryAfterSeconds(headers, circumstances.now) ?? row?.wait_seconds ?? null;
  return new CodedError(
    becomes,
    `Google: ${first?.message ?? status?.message ?? `HTTP ${http_status}`}`,
    {
      http_status,
      google_status: status?.status ?? null,
      google_code: code === null ? reasonOf(status) : `${code.family}.${code.value}`,
      mend: row?.mend ?? null,
      field: fieldPath(first),
      trigger: first?.trigger?.stringValue ?? null,
      minimum_micros: first?.details?.budgetPerDayMinimumErrorDetails?.minimumBudgetAmountMicros ?? null,
      violations: violationsOf(status),
      request_id: request_id ?? headers.get('request-id'),
      ...(becomes === 'PLATFORM_UNAUTHORIZED' ? { token_ended: tokenEnded(status, code, http_status) } : {}),
    },
    becomes === 'PLATFORM_THROTTLED' ? wait : null,
  );
}

/** The same for an answer that is not a success. */
export function failureFromAnswer(answer: WireAnswer, kind: RequestKind, now: Date): CodedError {
  const { status: http_status, headers, body } = answer;
  return failureFromStatus(statusOf(body), { http_status, headers, kind, now });
}
