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
  PLAYBOOK_TEST_MOCK_MISSING: {
    status: 422,
    retryable: false,
    title: 'The test says nothing about an action that was called',
    meaning:
      'A test calls no real action; each one that is reached needs a mock in the case or at the top of the file.',
    fix: 'Add the mock that the message shows.',
  },
  PLAYBOOK_TEST_FAILED: {
    status: 422,
    retryable: false,
    title: 'The playbook did not do what the test expects',
    meaning: 'The message says what was expected and what happened instead.',
    fix: 'Mend the playbook, or the expectation if the playbook is right.',
  },
});
