import { apiErrors } from './api.ts';
import { approvalErrors } from './approval.ts';
import { autonomyErrors } from './autonomy.ts';
import { channelErrors } from './channels.ts';
import { collectorErrors } from './collectors.ts';
import type { ErrorEntry } from './define.ts';
import { evaluationErrors } from './evaluation.ts';
import { executionErrors } from './execution.ts';
import { importErrors } from './importing.ts';
import { knowledgeErrors } from './knowledge.ts';
import { languageModelErrors } from './language-model.ts';
import { moneyErrors } from './money.ts';
import { onCallErrors } from './on-call.ts';
import { platformErrors } from './platform.ts';
import { playbookErrors } from './playbook.ts';
import { reasoningErrors } from './reasoning.ts';
import { setupErrors } from './setup.ts';
import { syncErrors } from './sync.ts';
import { triggerErrors } from './triggers.ts';
import { undoErrors } from './undo.ts';

/** The closed list of errors: the code is the Temporal failure type, the HTTP problem type and the page in docs/errors. */
export const errorTable = {
  ...executionErrors,
  ...platformErrors,
  ...moneyErrors,
  ...approvalErrors,
  ...autonomyErrors,
  ...apiErrors,
  ...playbookErrors,
  ...importErrors,
  ...onCallErrors,
  ...languageModelErrors,
  ...setupErrors,
  ...triggerErrors,
  ...channelErrors,
  ...undoErrors,
  ...syncErrors,
  ...collectorErrors,
  ...knowledgeErrors,
  ...reasoningErrors,
  ...evaluationErrors,
};

/** Any code of the closed list. */
export type ErrorCode = keyof typeof errorTable;

/** Tells whether a text is a code of the closed list; use it where a code arrives from outside. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorTable, text);
}

/** The row of a code. */
export function describeError(code: ErrorCode): ErrorEntry {
  return errorTable[code];
}

/** Facts about one occurrence of an error: plain JSON, never a secret. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The one error class that crosses rooms. `message` is for a person; `details` is machine-readable.
 * The worker turns it into a Temporal ApplicationFailure of the same type, the API into a problem document.
 */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** How long to wait before trying again, when the other side said so. */
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = 'CodedError';
    this.code = code;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
