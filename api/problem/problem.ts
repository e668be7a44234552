import { z } from 'zod';
import { CodedError, describeError, type ErrorCode } from '../../contracts/errors/index.ts';

/** One wrong place of a request, named by JSON pointer (RFC 6901). */
export const problemPlaceSchema = z.object({ pointer: z.string(), detail: z.string() });

/**
 * An error answer after RFC 9457 (`application/problem+json`). `type` is the address of a page that explains `code`;
 * `traceId` is the id of the request in the log; `errors` names the wrong fields; `details` are facts for machines.
 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  fix: z.string(),
  retryable: z.boolean(),
  traceId: z.string(),
  errors: z.array(problemPlaceSchema).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
/** An error answer. */
export type Problem = z.infer<typeof problemSchema>;

/** Where the problem happened. `base_url` is '' or the public address, so that `type` resolves. */
export type ProblemPlace = { readonly base_url: string; readonly instance: string; readonly trace_id: string };

/** Builds the problem document of a coded error. The message is the detail; nothing else of the error is shown. */
export function toProblem(error: CodedError, place: ProblemPlace): Problem {
  const entry = describeError(error.code);
  const { errors, ...details } = error.details;
  const places = z.array(problemPlaceSchema).safeParse(errors);
  return {
    type: `${place.base_url}/errors/${error.code}`,
    title: entry.title,
    status: entry.status,
    detail: error.message,
    instance: place.instance,
    code: error.code,
    fix: entry.fix,
    retryable: entry.retryable,
    traceId: place.trace_id,
    ...(places.success ? { errors: places.data } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
}

/** Turns the issues of zod into a REQUEST_INVALID whose pointers start at `root` (`/body`, `/query`, `/path`). */
export function invalidRequest(error: z.ZodError, root: string, code: ErrorCode = 'REQUEST_INVALID'): CodedError {
  const errors = error.issues.flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    const detail = issue.code === 'unrecognized_keys' ? 'This field is not known.' : issue.message;
    return names.map((path) => ({
      pointer: `${root}${path.map((part) => `/${escapePointer(part)}`).join('')}`,
      detail,
    }));
  });
  return new CodedError(code, errors.map((each) => `${each.pointer}: ${each.detail}`).join('; '), { errors });
}

function escapePointer(part: PropertyKey): string {
  return String(part).replaceAll('~', '~0').replaceAll('/', '~1');
}
