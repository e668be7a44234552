import { type Reply, refusal } from '../door/reply.ts';

export { type Reply, refusal, replyOf } from '../door/reply.ts';

/** The parts of Meta’s error envelope that a caller may set. */
export type GraphErrorParts = {
  readonly code: number;
  readonly message: string;
  readonly error_subcode?: number;
  readonly type?: 'OAuthException' | 'GraphMethodException';
  readonly is_transient?: boolean;
  readonly error_user_title?: string;
  readonly error_user_msg?: string;
  readonly blame_fields?: readonly string[];
};

/** Meta’s error envelope. `fbtrace_id` is added by the door, which knows the request. */
export function graphError(
  status: number,
  parts: GraphErrorParts,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const { blame_fields, type = 'OAuthException', code, message, ...rest } = parts;
  const blame = blame_fields === undefined ? {} : { error_data: { blame_field_specs: blame_fields.map((f) => [f]) } };
  return { status, headers, body: { error: { message, type, code, ...rest, ...blame } } };
}

/** Refuses with code 100, Meta’s “invalid parameter”. */
export function invalidParameter(message: string, parts: Partial<GraphErrorParts> = {}): Error {
  return refusal(graphError(400, { code: 100, message: `(#100) ${message}`, ...parts }));
}

/** Refuses because nothing under this id can be seen with this token; Meta does not tell the two apart. */
export function unknownObject(id: string, method: string): Error {
  return refusal(
    graphError(400, {
      code: 100,
      error_subcode: 33,
      type: 'GraphMethodException',
      message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    }),
  );
}
