import { defineErrors } from './define.ts';

/** Errors of taking changes back. */
export const undoErrors = defineErrors({
  CHANGES_NOT_UNDOABLE: {
    status: 409,
    retryable: false,
    title: 'Nothing of this can be taken back',
    meaning:
      'The selection names no applied change that is still as it was written: all of it was taken back already, somebody has changed it since, or it cannot be un-made. The details say of each change what stands and why.',
    fix: 'Look with POST /v2/undo/preview or `mbi undo --preview`; change by hand what has to be another value now.',
  },
  RECEIPT_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'No such receipt',
    meaning: 'Your tenant has no receipt of an applied change with this id.',
    fix: 'See GET /v2/changes: an applied change names its receipt.',
  },
});
