import { explainError, ServerProblem } from '../server/problem.ts';

/** What is said after a decision; read aloud once, and shown until the undo window is over. */
export function decidedWords(kind: 'approve' | 'reject' | 'edit' | 'withdraw', subject: string): string {
  switch (kind) {
    case 'approve':
      return `Approved: ${subject}.`;
    case 'edit':
      return `Edited: ${subject}. A new plan with your value comes back here for your approval.`;
    case 'reject':
      return `Rejected: ${subject}. Nothing changes.`;
    case 'withdraw':
      return `Taken back: ${subject}. Nothing was changed.`;
  }
}

/** What is said when a decision did not count; a lost race names who was first, in the server’s own words. */
export function refusedWords(error: unknown, subject: string): string {
  if (!(error instanceof ServerProblem)) return explainError(error);
  const by = error.details.decided_by;
  if (error.code === 'DECISION_TOO_LATE' && typeof by === 'string' && !error.message.includes(by)) {
    return `${subject}: ${error.message} It was decided by ${by}.`;
  }
  return `${subject}: ${explainError(error)}`;
}
