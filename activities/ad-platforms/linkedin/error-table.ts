import type { PlatformErrorCode } from '../wire/request-kind.ts';

/** What a LinkedIn error becomes here. `code` null stands for every code of the status that has no row of its own. */
export type LinkedInErrorRow = {
  readonly status: number;
  readonly code: string | null;
  readonly becomes: PlatformErrorCode;
  /** LinkedIn’s answers never name a wait; where waiting helps, this is how long. */
  readonly wait_seconds: number | null;
  readonly meaning: string;
};

function row(
  status: number,
  code: string | null,
  becomes: PlatformErrorCode,
  meaning: string,
  wait_seconds: number | null = null,
): LinkedInErrorRow {
  return { status, code, becomes, wait_seconds, meaning };
}

/** Limits are counted by the minute or until 00:00 UTC; a minute is the shortest time after which trying again makes sense. */
export const throttleWaitSeconds = 60;

/**
 * LinkedIn’s errors as data: the HTTP status first, then `code` of the body.
 * https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling
 */
export const linkedInErrorTable: readonly LinkedInErrorRow[] = [
  row(400, null, 'PLATFORM_REFUSED', 'a field or parameter is not valid'),
  row(400, 'VERSION_MISSING', 'PLATFORM_REFUSED', 'the header LinkedIn-Version is missing or malformed'),
  row(401, null, 'PLATFORM_UNAUTHORIZED', 'the access token is missing or not valid'),
  row(401, 'EXPIRED_ACCESS_TOKEN', 'PLATFORM_UNAUTHORIZED', 'the access token has ended'),
  row(401, 'INVALID_ACCESS_TOKEN', 'PLATFORM_UNAUTHORIZED', 'the access token is not valid'),
  row(401, 'REVOKED_ACCESS_TOKEN', 'PLATFORM_UNAUTHORIZED', 'the member took the access back'),
  row(403, null, 'PLATFORM_UNAUTHORIZED', 'a scope or a role in the ad account is missing'),
  row(404, null, 'PLATFORM_NOT_FOUND', 'it does not exist or the token may not see it'),
  row(409, null, 'PLATFORM_UNAVAILABLE', 'somebody changed it at the same moment; nothing was applied'),
  row(411, null, 'PLATFORM_REFUSED', 'the length of the body is missing'),
  row(413, null, 'PLATFORM_REFUSED', 'the body is too large'),
  row(414, null, 'PLATFORM_REFUSED', 'the address is too long'),
  row(422, null, 'PLATFORM_REFUSED', 'the content is not valid'),
  row(
    426,
    null,
    'PLATFORM_REFUSED',
    'this LinkedIn-Version is no longer served; set LINKEDIN_ADS_API_VERSION to a newer month',
  ),
  row(429, null, 'PLATFORM_THROTTLED', 'a limit of the app or the member is used up', throttleWaitSeconds),
  row(429, 'SEGMENT_LIMIT_EXCEEDED', 'PLATFORM_REFUSED', 'the account has as many audiences as it may have'),
];

/** The row for a status and code: the exact pair first, then the status alone. */
export function findLinkedInError(status: number, code: string | null): LinkedInErrorRow | null {
  const ofStatus = linkedInErrorTable.filter((each) => each.status === status);
  const exact = ofStatus.find((each) => each.code !== null && each.code === code);
  return exact ?? ofStatus.find((each) => each.code === null) ?? null;
}
