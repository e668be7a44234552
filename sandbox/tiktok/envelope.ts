import { type Reply, refusal } from '../door/reply.ts';

/** Codes of this platform; everything is answered with HTTP 200, so that the code alone tells what happened. */
export const codes = {
  no_permission: 40001,
  bad_parameter: 40002,
  rate_limit: 40100,
  bad_app: 40101,
  token_expired: 40104,
  token_invalid: 40105,
  bad_auth_code: 40110,
  server_error: 50000,
} as const;

/** What went well. `request_id` is added at the door. */
export function ok(data: unknown, parts: { readonly applied?: boolean } = {}): Reply {
  return { status: 200, body: { code: 0, message: 'OK', data }, ...parts };
}

/** What did not: HTTP 200 as well, with a code, and nothing applied. */
export function failure(code: (typeof codes)[keyof typeof codes], message: string): Reply {
  return { status: 200, body: { code, message, data: {} }, applied: false };
}

/** Refuses a parameter: 40002 with its name. */
export function badParameter(message: string): Error {
  return refusal(failure(codes.bad_parameter, message));
}
