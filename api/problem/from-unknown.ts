import { CodedError } from '../../contracts/errors/index.ts';

/** What Express and its body parser put on the errors they throw. */
function markOf(error: unknown): { readonly type: string; readonly status: number } {
  if (typeof error !== 'object' || error === null) return { type: '', status: 500 };
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
  return { type, status };
}

/** The codes of an error and of what caused it: SQLSTATEs of Postgres and names of socket errors. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  const seen = new Set<unknown>();
  for (let each = error; typeof each === 'object' && each !== null && !seen.has(each); ) {
    seen.add(each);
    if ('code' in each && typeof each.code === 'string') codes.push(each.code);
    each = 'cause' in each ? each.cause : null;
  }
  return codes;
}

/** Postgres or the network in front of it is gone: SQLSTATE classes 08, 53 and 57, and socket errors. */
const unavailable =
  /^((08|53|57)[0-9A-Z]{3}|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT)$/;

/** A text with a character that Postgres stores in no text or JSON, such as NUL; such a text can only be the caller’s. */
const unstorable = /^(22021|22P05)$/;

/**
 * Finds the coded error for anything that was thrown. What is not ours becomes INTERNAL (or UNAVAILABLE when the
 * database is gone) with a fixed sentence, because foreign messages can carry SQL, paths or secrets.
 */
export function codedErrorOf(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const { type, status } = markOf(error);
  if (type === 'entity.too.large') return new CodedError('BODY_TOO_LARGE', 'The request body is over the limit.');
  if (type === 'entity.parse.failed') {
    return new CodedError('REQUEST_INVALID', 'The body is not valid JSON.', {
      errors: [{ pointer: '/body', detail: 'This is not valid JSON.' }],
    });
  }
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return new CodedError('MEDIA_TYPE_UNSUPPORTED', 'The encoding of the body is not read.');
  }
  if (status >= 400 && status < 500) return new CodedError('REQUEST_INVALID', 'The request cannot be read.');
  const codes = codesOf(error);
  if (codes.some((code) => unstorable.test(code))) {
    return new CodedError('REQUEST_INVALID', 'The request holds a character that cannot be stored, such as NUL.');
  }
  if (codes.some((code) => unavailable.test(code)))
    return new CodedError('UNAVAILABLE', 'The database does not answer right now.', {}, 2);
  return new CodedError('INTERNAL', 'Something went wrong on our side; the log has the details under the trace id.');
}
