import { defineErrors } from './define.ts';

/** What can be wrong with a file of metrics. */
export const importErrors = defineErrors({
  IMPORT_INVALID: {
    status: 422,
    retryable: false,
    title: 'The file cannot be imported',
    meaning: 'At least one row is bad. Nothing was imported; the report lists each bad row.',
    fix: 'Mend the rows and import the whole file again.',
  },
});
