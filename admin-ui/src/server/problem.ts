import { z } from 'zod';

/** The parts of an RFC 9457 problem that the screens use. */
const problemSchema = z.object({
  title: z.string().default('Something went wrong'),
  detail: z.string().default(''),
  code: z.string().default('UNKNOWN'),
  fix: z.string().default(''),
  details: z.record(z.string(), z.unknown()).default({}),
});

/** An error answer of the API, or the lack of any answer (status 0), in words for people. */
export class ServerProblem extends Error {
  /** The HTTP status; 0 when there was no answer. react-admin reads it. */
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, body: unknown) {
    const parsed = problemSchema.safeParse(body);
    const problem = parsed.success ? parsed.data : problemSchema.parse({});
    super(problem.detail === '' ? problem.title : problem.detail);
    this.status = status;
    this.name = 'ServerProblem';
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.fix = problem.fix;
    this.details = problem.details;
  }
}

/** The problem of a request that got no answer at all. */
export function unreachable(): ServerProblem {
  return new ServerProblem(0, {
    title: 'The server does not answer',
    detail: 'The server does not answer.',
    code: 'UNREACHABLE',
    fix: 'Check your connection; this page tries again by itself.',
  });
}

/** One sentence for any error that was thrown while talking to the server. */
export function explainError(error: unknown): string {
  if (error instanceof ServerProblem) return error.fix === '' ? error.message : `${error.message} ${error.fix}`;
  return error instanceof Error ? error.message : 'Something went wrong.';
}

/** Whether asking again may help: yes, twice, when there was no answer or the server had trouble; never when it said no. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ServerProblem && (error.status === 0 || error.status >= 500);
}
