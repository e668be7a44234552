import type { PlatformErrorCode } from '../wire/request-kind.ts';

/** What an error of Product Hunt becomes here. */
export type ProductHuntErrorRow = {
  /** `error` of the body; null where the message alone tells. */
  readonly error: string | null;
  /** What the message of a GraphQL error looks like. */
  readonly message: RegExp | null;
  readonly becomes: PlatformErrorCode;
  readonly meaning: string;
};

/**
 * Product Hunt’s errors as data. Codes come before GraphQL is asked; GraphQL’s own errors have words alone, and status 200.
 * https://api.producthunt.com/v2/docs/rate_limits/headers
 */
export const productHuntErrorTable: readonly ProductHuntErrorRow[] = [
  {
    error: 'rate_limit_reached',
    message: null,
    becomes: 'PLATFORM_THROTTLED',
    meaning: 'the points of these fifteen minutes are used up',
  },
  {
    error: 'invalid_oauth_token',
    message: null,
    becomes: 'PLATFORM_UNAUTHORIZED',
    meaning: 'the access token is missing, not valid, or was taken back',
  },
  {
    error: 'unauthorized_oauth',
    message: null,
    becomes: 'PLATFORM_UNAUTHORIZED',
    meaning: 'the access token lacks a scope',
  },
  {
    error: null,
    message: /complexity|depth/i,
    becomes: 'PLATFORM_REFUSED',
    meaning: 'the question is too large to be answered at once',
  },
  {
    error: null,
    message: /doesn't exist on type|doesn't accept argument|is missing required|Parse error|undefined variable/i,
    becomes: 'PLATFORM_REFUSED',
    meaning: 'the API no longer has what is asked for; the adapter is behind it',
  },
];

/** The row for an error, by its code first and then by its words. */
export function findProductHuntError(error: string | null, message: string | null): ProductHuntErrorRow | null {
  const coded = productHuntErrorTable.find((row) => row.error !== null && row.error === error);
  return coded ?? productHuntErrorTable.find((row) => message !== null && row.message?.test(message)) ?? null;
}
