import type { PlatformErrorCode } from '../wire/request-kind.ts';

/** What a code in TikTok's envelope becomes here. `token_ended` marks what a renewed token may mend. */
export type TiktokErrorRow = {
  readonly code: number;
  readonly becomes: PlatformErrorCode;
  readonly token_ended: boolean;
  readonly meaning: string;
};

function row(
  code: number,
  becomes: TiktokErrorRow['becomes'],
  meaning: string,
  token_ended: TiktokErrorRow['token_ended'] = false,
): TiktokErrorRow {
  return { code, becomes, token_ended, meaning };
}

/**
 * TikTok's return codes as data. Most answers are HTTP 200, so that the code is what counts. PLATFORM_UNAVAILABLE stands for a
 * passing fault: of a write it is not known then whether it was applied.
 * https://business-api.tiktok.com/portal/docs?id=1737172488964097
 */
export const tiktokErrorTable: readonly TiktokErrorRow[] = [
  row(40001, 'PLATFORM_UNAUTHORIZED', 'a permission is missing for this account or this call'),
  row(40002, 'PLATFORM_REFUSED', 'a parameter is not valid'),
  row(40007, 'PLATFORM_NOT_FOUND', 'the object does not exist'),
  row(40100, 'PLATFORM_THROTTLED', 'the rate limit per second, minute or day is used up'),
  row(40101, 'PLATFORM_UNAUTHORIZED', 'the app id or its secret is not valid'),
  row(40104, 'PLATFORM_UNAUTHORIZED', 'the access token is missing or expired', true),
  row(40105, 'PLATFORM_UNAUTHORIZED', 'the access token is not valid any more', true),
  row(40110, 'PLATFORM_UNAUTHORIZED', 'the authorisation code or refresh token is not valid'),
  row(40200, 'PLATFORM_UNAVAILABLE', 'a task failed on TikTok’s side'),
  row(40201, 'PLATFORM_UNAVAILABLE', 'a task is not ready yet'),
  row(40202, 'PLATFORM_UNAVAILABLE', 'two writes to the same object met'),
  row(40700, 'PLATFORM_UNAVAILABLE', 'an inner service of TikTok did not answer'),
  row(50000, 'PLATFORM_UNAVAILABLE', 'a fault on TikTok’s side'),
  row(50002, 'PLATFORM_UNAVAILABLE', 'a fault on TikTok’s side'),
];

/** The row of a code, or null for a code that is not in the table. */
export function findTiktokError(code: number | null): TiktokErrorRow | null {
  return tiktokErrorTable.find((each) => each.code === code) ?? null;
}
