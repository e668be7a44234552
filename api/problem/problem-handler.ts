import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { CodedError, describeError } from '../../contracts/errors/index.ts';
import { codedErrorOf } from './from-unknown.ts';
import { toProblem } from './problem.ts';

/** For addresses that do not exist. */
export const unknownAddress: RequestHandler = (request) => {
  throw new CodedError('NOT_FOUND', `There is nothing at ${request.path}.`);
};

/** Answers every error as a problem document; what is not ours goes to the log with the trace id and is not shown. */
export function createProblemHandler(log: Logger, base_url: string): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const coded = codedErrorOf(error);
    const trace_id = String(response.locals.trace_id ?? '');
    const { status } = describeError(coded.code);
    if (status >= 500) log.error({ err: error, trace_id, code: coded.code, path: request.path }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (status === 401) response.set('WWW-Authenticate', 'Bearer realm="mbi"');
    if (coded.retryAfterSeconds !== null) response.set('Retry-After', String(coded.retryAfterSeconds));
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(toProblem(coded, { base_url, instance: request.path, trace_id })));
  };
}
