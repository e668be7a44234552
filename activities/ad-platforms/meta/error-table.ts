import type { ErrorCode } from '../../../contracts/errors/index.ts';

/** What a Meta error becomes here. `subcode` null stands for every subcode that has no row of its own. */
export type MetaErrorRow = {
  readonly code: number;
  readonly subcode: number | null;
  readonly becomes: Extract<ErrorCode, `PLATFORM_${string}`>;
  /** Used when the answer's headers name no wait. */
  readonly wait_seconds: number | null;
  readonly meaning: string;
};

function rows(
  becomes: MetaErrorRow['becomes'],
  meaning: string,
  keys: readonly (readonly [number, number | null])[],
  wait_seconds: number | null = null,
): readonly MetaErrorRow[] {
  return keys.map(([code, subcode]) => ({ code, subcode, becomes, wait_seconds, meaning }));
}

/**
 * Meta's error codes as data.
 * https://developers.facebook.com/docs/marketing-api/error-reference and …/docs/graph-api/guides/error-handling
 */
export const metaErrorTable: readonly MetaErrorRow[] = [
  ...rows('PLATFORM_THROTTLED', 'rate limit of the app, the user or the account', [
    [4, null],
    [17, null],
    [32, null],
    [341, null],
    [613, null],
    [80000, null],
    [80001, null],
    [80003, null],
    [80004, null],
    [80005, null],
    [80014, null],
  ]),
  ...rows('PLATFORM_THROTTLED', 'the budget of an ad set changed too often within an hour', [[613, 1_487_632]], 3600),
  ...rows('PLATFORM_UNAVAILABLE', 'a fault on Meta’s side', [
    [1, null],
    [2, null],
  ]),
  ...rows('PLATFORM_REFUSED', 'the combination of breakdowns does not exist', [[2, 1_504_041]]),
  ...rows('PLATFORM_REFUSED', 'too much data or a report that ran out of time: ask for a shorter range', [
    [100, 1_487_534],
    [100, 1_504_018],
    [-2, null],
  ]),
  ...rows('PLATFORM_NOT_FOUND', 'the object does not exist or the token may not see it', [
    [100, 33],
    [803, null],
  ]),
  ...rows('PLATFORM_REFUSED', 'a parameter is not valid', [[100, null]]),
  ...rows('PLATFORM_REFUSED', 'a policy forbids it', [[368, null]]),
  ...rows('PLATFORM_REFUSED', 'it exists already', [[506, null]]),
  ...rows('PLATFORM_UNAUTHORIZED', 'the access token is expired, revoked or not valid', [
    [102, null],
    [190, null],
  ]),
  ...rows('PLATFORM_UNAUTHORIZED', 'a permission is missing', [[10, null]]),
];

/** The row for a code and subcode: the exact pair first, then the code alone; 200–299 are all permissions. */
export function findMetaError(code: number | null, subcode: number | null): MetaErrorRow | null {
  if (code === null) return null;
  const exact = metaErrorTable.find((row) => row.code === code && row.subcode !== null && row.subcode === subcode);
  const general = metaErrorTable.find((row) => row.code === code && row.subcode === null);
  if (exact ?? general) return exact ?? general ?? null;
  return code >= 200 && code <= 299
    ? { code, subcode: null, becomes: 'PLATFORM_UNAUTHORIZED', wait_seconds: null, meaning: 'a permission is missing' }
    : null;
}
