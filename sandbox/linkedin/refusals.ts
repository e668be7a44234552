import { type Reply, refusal } from '../door/reply.ts';

/** What may be said of a refused input: where it stands in the request, and why it was not taken. */
export type InputError = { readonly field: string; readonly code: string; readonly description: string };

/**
 * LinkedIn’s error body: `status`, `code`, `serviceErrorCode`, `message`, and for bad input `errorDetailType` with
 * `errorDetails.inputErrors`. There are neither usage headers nor a Retry-After on any answer of this platform.
 */
export function linkedinError(
  status: number,
  code: string,
  message: string,
  parts: { readonly serviceErrorCode?: number; readonly inputErrors?: readonly InputError[] } = {},
): Reply {
  const { serviceErrorCode = 0, inputErrors } = parts;
  const details =
    inputErrors === undefined
      ? {}
      : {
          errorDetailType: 'com.linkedin.common.error.BadRequestErrorDetails',
          errorDetails: {
            inputErrors: inputErrors.map(({ field, code: inputCode, description }) => ({
              description,
              input: { inputPath: { fieldPath: field } },
              code: inputCode,
            })),
          },
        };
  return { status, body: { status, code, serviceErrorCode, message, ...details } };
}

/** Refuses an input with 400 and the place of the fault. */
export function badInput(field: string, description: string, code = 'INVALID_VALUE_FOR_FIELD'): Error {
  const parts = { serviceErrorCode: 100, inputErrors: [{ field, code, description }] };
  return refusal(linkedinError(400, code, `Invalid input. Please see errorDetails. ${field}: ${description}`, parts));
}

/** Refuses a query parameter whose text does not follow the protocol’s grammar. */
export function badParameter(field: string): Error {
  return badInput(field, 'Invalid value for param; wrong type or other syntax error', 'PARAM_INVALID');
}

/** Refuses because nothing under this key can be seen with this token. */
export function notFound(what: string): Error {
  return refusal(linkedinError(404, 'NOT_FOUND', `${what} could not be found`));
}

/** Refuses a method that a resource does not have. */
export function noSuchMethod(method: string, resource: string): Error {
  return refusal(linkedinError(405, 'METHOD_NOT_ALLOWED', `${method} is not supported on ${resource}`));
}

/** The answer to a call without, with an unknown, or with an expired token. */
export function invalidToken(reason: 'missing' | 'unknown' | 'expired'): Reply {
  const told = {
    missing: { code: 'EMPTY_ACCESS_TOKEN', serviceErrorCode: 65604, message: 'Empty oauth2 access token' },
    unknown: { code: 'INVALID_ACCESS_TOKEN', serviceErrorCode: 65600, message: 'Invalid access token' },
    expired: {
      code: 'EXPIRED_ACCESS_TOKEN',
      serviceErrorCode: 65601,
      message: 'The token used in the request has expired',
    },
  }[reason];
  return linkedinError(401, told.code, told.message, { serviceErrorCode: told.serviceErrorCode });
}

/** The daily quota is used up: nothing says when to come back, but it is reset at 00:00 UTC. */
export function throttled(): Reply {
  const message = 'Resource level throttle APPLICATION DAY limit for calls to this resource is reached.';
  return linkedinError(429, 'TOO_MANY_REQUESTS', message, { serviceErrorCode: 101 });
}

/** A fault on the platform’s own side. */
export function serverError(): Reply {
  return linkedinError(500, 'INTERNAL_SERVER_ERROR', 'Internal Server Error');
}
