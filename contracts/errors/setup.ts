import { defineErrors } from './define.ts';

/** What can be missing or wrong on the machine or in the configuration. */
export const setupErrors = defineErrors({
  CONFIG_INVALID: {
    status: 500,
    retryable: false,
    title: 'The configuration is not valid',
    meaning: 'An environment variable is missing or malformed; each is named.',
    fix: 'Compare with .env.example.',
  },
});
