import { defineErrors } from './define.ts';

/** Mistakes in test files, and what a test found. One code for each kind. */
export const playbookTestingErrors = defineErrors({
  PLAYBOOK_TEST_MOCK_INVALID: {
    status: 422,
    retryable: false,
    title: 'The mock gives what its action never gives',
    meaning:
      'What a test puts in place of an action is held to the action’s own definition, because a test against an answer that cannot come proves nothing.',
    fix: 'Give the declared output; `mbi action describe` shows it. `example:` fills in everything that the test is not about.',
  },
});
