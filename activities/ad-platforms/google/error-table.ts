import type { PlatformErrorCode } from '../wire/request-kind.ts';

/** What one error of the Ads API becomes here. Whether it is tried again follows from `becomes`. */
export type GoogleErrorRow = {
  readonly family: string;
  /** Null stands for every value of the family that has no row of its own. */
  readonly value: string | null;
  readonly becomes: PlatformErrorCode;
  /** Used when the answer names no `retryDelay`. */
  readonly wait_seconds: number | null;
  /** True where Google certainly applied nothing, though it is a fault on its side. */
  readonly nothing_applied: boolean;
  /** What a person or the next call can do about it. */
  readonly mend: string;
};

function rows(
  becomes: PlatformErrorCode,
  family: string,
  mend: string,
  values: readonly (string | null)[],
  more: Partial<GoogleErrorRow> = {},
): readonly GoogleErrorRow[] {
  return values.map((value) => ({
    ...{ family, value, becomes, mend, wait_seconds: null, nothing_applied: false },
    ...more,
  }));
}

/**
 * Google's error codes as data; a code is a family and a value.
 * https://developers.google.com/google-ads/api/docs/best-practices/error-types
 */
export const googleErrorTable: readonly GoogleErrorRow[] = [
  ...rows('PLATFORM_THROTTLED', 'quotaError', 'wait as long as Google says, else ever longer', [
    'RESOURCE_EXHAUSTED',
    'RESOURCE_TEMPORARILY_EXHAUSTED',
    'EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION',
  ]),
  ...rows('PLATFORM_REFUSED', 'quotaError', 'ask for less: shorter ranges, fewer queries', [
    'EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION',
  ]),
  ...rows('PLATFORM_UNAUTHORIZED', 'quotaError', 'raise the access level of the Google Cloud project', [
    'ACCESS_PROHIBITED',
  ]),
  ...rows('PLATFORM_UNAVAILABLE', 'internalError', 'try again', [
    'TRANSIENT_ERROR',
    'INTERNAL_ERROR',
    'DEADLINE_EXCEEDED',
  ]),
  ...rows(
    'PLATFORM_UNAVAILABLE',
    'databaseError',
    'try again: somebody wrote at the same time',
    ['CONCURRENT_MODIFICATION'],
    {
      nothing_applied: true,
    },
  ),
  ...rows('PLATFORM_UNAUTHORIZED', 'authenticationError', 'renew the access token', ['OAUTH_TOKEN_EXPIRED']),
  ...rows('PLATFORM_UNAUTHORIZED', 'authenticationError', 'connect the account again', ['OAUTH_TOKEN_REVOKED', null]),
  ...rows('PLATFORM_UNAUTHORIZED', 'authorizationError', 'check who may see the account and its login_customer_id', [
    'USER_PERMISSION_DENIED',
    'INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION',
    null,
  ]),
  ...rows('PLATFORM_UNAUTHORIZED', 'authorizationError', 'let Google approve the Cloud project for production', [
    'CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION',
  ]),
  ...rows('PLATFORM_CAPABILITY_MISSING', 'authorizationError', 'import the report of the web interface instead', [
    'METRIC_ACCESS_DENIED',
  ]),
  ...rows('PLATFORM_UNAUTHORIZED', 'notAllowlistedError', 'ask Google to open this feature for the account', [null]),
  ...rows('PLATFORM_REFUSED', 'campaignBudgetError', 'raise the amount to the minimum that Google names', [
    'BUDGET_BELOW_PER_DAY_MINIMUM',
    'MONEY_AMOUNT_LESS_THAN_CURRENCY_MINIMUM_CPC',
  ]),
  ...rows('PLATFORM_REFUSED', 'campaignBudgetError', 'round to the smallest unit of the currency', [
    'NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT',
  ]),
  ...rows('PLATFORM_REFUSED', 'campaignBudgetError', 'choose another amount', [
    'NEGATIVE_MONEY_AMOUNT',
    'MONEY_AMOUNT_TOO_LARGE',
  ]),
  ...rows('PLATFORM_REFUSED', 'campaignBudgetError', 'give each campaign a budget of its own', [
    'CAMPAIGN_BUDGET_IN_USE',
    'DUPLICATE_NAME',
    null,
  ]),
  ...rows('PLATFORM_REFUSED', 'campaignError', 'choose another name', ['DUPLICATE_CAMPAIGN_NAME']),
  ...rows('PLATFORM_REFUSED', 'campaignError', 'give the campaign an end first', [
    'END_DATE_TIME_REQUIRED_FOR_TOTAL_BUDGET',
  ]),
  ...rows('PLATFORM_REFUSED', 'requestError', 'set GOOGLE_ADS_API_VERSION to a version that Google still serves', [
    'UNSUPPORTED_VERSION',
  ]),
  ...rows('PLATFORM_NOT_FOUND', 'mutateError', 'synchronise the account', ['RESOURCE_NOT_FOUND']),
];

/** The row of a code: the exact value first, then the family alone. */
export function findGoogleError(family: string, value: string): GoogleErrorRow | null {
  const ofFamily = googleErrorTable.filter((row) => row.family === family);
  return ofFamily.find((row) => row.value === value) ?? ofFamily.find((row) => row.value === null) ?? null;
}
