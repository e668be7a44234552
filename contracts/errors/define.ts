/** HTTP status codes that a coded error may answer with. */
export type ErrorStatus =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 409
  | 410
  | 412
  | 413
  | 415
  | 422
  | 428
  | 429
  | 500
  | 502
  | 503
  | 504;

/**
 * One row of the closed error list.
 * `status` is the HTTP answer, `retryable` tells Temporal and clients whether the same call may succeed later,
 * `title` names the problem, `meaning` explains it, `fix` says what the reader can do about it; `runbook` leads on-call further.
 */
export type ErrorEntry = {
  readonly status: ErrorStatus;
  readonly retryable: boolean;
  readonly title: string;
  readonly meaning: string;
  readonly fix: string;
  /** The page of docs/runbooks for whoever is on call, where there is one. */
  readonly runbook?: string;
};

/** Keeps the literal keys of an error table while checking every row. */
export function defineErrors<const T extends Record<string, ErrorEntry>>(table: T): T {
  return table;
}
