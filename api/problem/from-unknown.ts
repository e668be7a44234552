import { CodedError } from '../../contracts/errors/index.ts';

/** What Express and its body parser put on the errors they throw. */
function markOf(error: unknown): { readonly type: string; readonly status: number } {
  if (typeof error !== 'object' || error === null) return { type: '', status: 500 };
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
  return { type, status };
}

/** Whether Postgres or the network in front of it is gone: SQLSTATE classes 08, 53 and 57, and socket errors. */
function isUnavailable(error: unknown): boolean {
  const seen = new Set<unknown>();
  for (let each = error; typeof each === 'object' && each !== null && !seen.has(each); ) {
    seen.add(each);
    const code = 'code' in each && typeof each.code === 'string' ? each.code : '';
    if (/^(08|53|57)[0-9A-Z]{3}$/.test(code)) return true;
    if (
      /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT)$/.test(code)
    ) {
      return true;
    }
    each = 'cause' in each ? each.cause : null;
  }
  return false;
}

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
  if (isUnavailable(error)) return new CodedError('UNAVAILABLE', 'The database does not answer right now.', {}, 2);
  return new CodedError('INTERNAL', 'Something went wrong on our side; the log has the details under the trace id.');
}
