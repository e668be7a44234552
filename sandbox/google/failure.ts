import { randomBytes } from 'node:crypto';
import { type Reply, refusal } from '../door/reply.ts';

/** The version that is played; the failures name it. */
export const VERSION = 'v26';

/** One error of a GoogleAdsFailure: a family with a value, such as `quotaError` with `RESOURCE_EXHAUSTED`. */
export type AdsError = {
  readonly family: string;
  readonly value: string;
  readonly message: string;
  /** Where in the request it lies, from the outside in. */
  readonly path?: readonly { readonly fieldName: string; readonly index?: number }[];
  readonly trigger?: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** Canonical code and HTTP status of each family; everything else is 3, INVALID_ARGUMENT. */
const canonical: Readonly<Record<string, { readonly http: number; readonly code: number; readonly status: string }>> = {
  authenticationError: { http: 401, code: 401, status: 'UNAUTHENTICATED' },
  authorizationError: { http: 403, code: 403, status: 'PERMISSION_DENIED' },
  notAllowlistedError: { http: 403, code: 403, status: 'PERMISSION_DENIED' },
  quotaError: { http: 429, code: 429, status: 'RESOURCE_EXHAUSTED' },
  internalError: { http: 500, code: 500, status: 'INTERNAL' },
};
const invalid = { http: 400, code: 400, status: 'INVALID_ARGUMENT' };
const messages: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Request had invalid authentication credentials.',
  PERMISSION_DENIED: 'The caller does not have permission',
  RESOURCE_EXHAUSTED: 'Resource has been exhausted (e.g. check quota).',
  INTERNAL: 'Internal error encountered.',
  INVALID_ARGUMENT: 'Request contains an invalid argument.',
};

/** The detail that all errors of the Google Ads API carry. */
export function failureDetail(errors: readonly AdsError[], requestId: string) {
  return {
    '@type': `type.googleapis.com/google.ads.googleads.${VERSION}.errors.GoogleAdsFailure`,
    errors: errors.map(({ family, value, message, path, trigger, details }) => ({
      errorCode: { [family]: value },
      message,
      ...(trigger === undefined ? {} : { trigger: { stringValue: trigger } }),
      ...(path === undefined ? {} : { location: { fieldPathElements: path } }),
      ...(details === undefined ? {} : { details }),
    })),
    requestId,
  };
}

/** The answer that says these errors; the first one decides the status. */
export function adsFailure(errors: readonly AdsError[]): Reply {
  const { http, code, status } = canonical[errors[0]?.family ?? ''] ?? invalid;
  const details = [failureDetail(errors, newRequestId())];
  return { status: http, body: { error: { code, message: messages[status], status, details } } };
}

/** Refuses a call with one error. */
export function refuse(
  family: string,
  value: string,
  message: string,
  more: Partial<Pick<AdsError, 'path' | 'trigger' | 'details'>> = {},
): Error {
  return refusal(adsFailure([{ family, value, message, ...more }]));
}

/**
 * Refuses a body that does not fit the message type, as the JSON layer before the API does: a plain error with the place in
 * snake_case, without a GoogleAdsFailure.
 */
export function refuseJson(field: string, description: string): Error {
  return refusal(badRequest([{ field, description }], description));
}

/** A plain error of the JSON layer, or of an API without GoogleAdsFailure. */
export function badRequest(
  fieldViolations: readonly { readonly field: string; readonly description: string; readonly reason?: string }[],
  message: string,
): Reply {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }];
  return { status: 400, body: { error: { code: 400, message, status: 'INVALID_ARGUMENT', details } } };
}

/** The answer to an address that names nothing. */
export function notFound(): Reply {
  return {
    status: 404,
    body: { error: { code: 404, message: 'Requested entity was not found.', status: 'NOT_FOUND' } },
  };
}

/** An id as Google writes its `request-id`. */
export function newRequestId(): string {
  return randomBytes(12).toString('base64url');
}
