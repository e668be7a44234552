import { CodedError } from '../../../contracts/errors/index.ts';
import type { WireAnswer } from '../wire/exchange.ts';
import { codeOfStatus } from '../wire/request-kind.ts';
import { retryAfterSeconds } from '../wire/retry-after.ts';
import { findProductHuntError } from './error-table.ts';
import { resetSeconds } from './quota.ts';
import { answerWire } from './schemas.ts';

/** For people in messages. */
export const vendor = 'Product Hunt';

/**
 * The error that an answer tells, or null for one that tells none. GraphQL errs with status 200, and an answer with data and
 * errors is only a part of what was asked: it is an error, too. A throttled answer says its wait in the body, the quota header
 * or Retry-After, in this order.
 */
export function failureOf(answer: WireAnswer, now: Date): CodedError | null {
  const read = answerWire.safeParse(answer.body);
  const [first] = read.data?.errors ?? [];
  if (answer.ok && first === undefined) return null;
  const words = first?.error_description ?? first?.message ?? `HTTP ${answer.status}`;
  const row = findProductHuntError(first?.error ?? null, first?.message ?? null);
  // Words that nobody knows under status 200: the platform could not answer this question as it stands.
  const code = row?.becomes ?? (answer.ok ? 'PLATFORM_REFUSED' : codeOfStatus(answer.status, 'read'));
  const wait = first?.details?.reset_in ?? resetSeconds(answer.headers) ?? retryAfterSeconds(answer.headers, now);
  return new CodedError(
    code,
    `${vendor}: ${words}`,
    { http_status: answer.status, product_hunt_error: first?.error ?? null, meaning: row?.meaning ?? null },
    code === 'PLATFORM_THROTTLED' ? wait : null,
  );
}
