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
  IMPORT_FORMAT_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'The columns of the file are not known',
    meaning:
      'The header is neither a Meta Ads Manager daily export, nor a Google Ads report, nor a plain series of timestamp and value. Nothing was imported.',
    fix: 'Export by day again, or name the columns with --timestamp, --value and --metric.',
  },
  IMPORT_EMPTY: {
    status: 422,
    retryable: false,
    title: 'The file has no rows',
    meaning: 'There is no row of data under the header, or the file is empty. Nothing was imported.',
    fix: 'Check that the export covers days with data.',
  },
  IMPORT_TOO_LARGE: {
    status: 413,
    retryable: false,
    title: 'The file is too large',
    meaning:
      'The file is over the limit of one import, in bytes or in rows; the limit is in the details. Nothing was imported.',
    fix: 'Split the file by month and import the parts.',
  },
});
