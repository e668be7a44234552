import { defineErrors } from './define.ts';

/** Mistakes in keys, kinds and plain values. One code for each kind of mistake. */
export const playbookShapeErrors = defineErrors({
  PLAYBOOK_KEY_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'This key does not exist here',
    meaning: 'The language has no such key at this place; it would be ignored, so it is refused.',
    fix: 'Use one of the keys listed as expected.',
  },
  PLAYBOOK_KEY_MISSING: {
    status: 422,
    retryable: false,
    title: 'A key is missing',
    meaning: 'Without this key the playbook does not say what it must say.',
    fix: 'Add the key.',
  },
  PLAYBOOK_TYPE_MISMATCH: {
    status: 422,
    retryable: false,
    title: 'The value is of the wrong kind',
    meaning: 'A text, number, list or map stands where another kind is needed.',
    fix: 'Write a value of the expected kind; a number that is meant as text needs quotes.',
  },
  PLAYBOOK_VALUE_INVALID: {
    status: 422,
    retryable: false,
    title: 'The value is not allowed here',
    meaning: 'The kind is right, but the value is outside what is possible.',
    fix: 'Use one of the expected values.',
  },
  PLAYBOOK_ID_INVALID: {
    status: 422,
    retryable: false,
    title: 'This is not a name',
    meaning:
      'Names are used in expressions, file names and the Temporal UI, so they are made of ASCII letters, digits and `_`.',
    fix: 'Write a name such as `check_budget`.',
  },
  PLAYBOOK_STEP_KIND: {
    status: 422,
    retryable: false,
    title: 'The step does not do exactly one thing',
    meaning:
      'A step has one key that says what it does: action, approval, parallel, for_each, switch, repeat, try, playbook, set, wait or stop.',
    fix: 'Give the step one of them; split a step that has two.',
  },
  PLAYBOOK_STEP_DUPLICATE: {
    status: 422,
    retryable: false,
    title: 'A step id is used twice',
    meaning: 'Step ids name activities, approvals and receipts, so each is used once in a playbook.',
    fix: 'Choose another id.',
  },
  PLAYBOOK_OUTPUT_DUPLICATE: {
    status: 422,
    retryable: false,
    title: 'A name is set twice',
    meaning:
      'Another step has already set this name; values are set once, so that a reader knows where they come from.',
    fix: 'Choose another name.',
  },
  PLAYBOOK_NAME_RESERVED: {
    status: 422,
    retryable: false,
    title: 'This name belongs to the language',
    meaning: 'Names such as `context`, `inputs` and `now` have a meaning everywhere and cannot be set.',
    fix: 'Choose another name.',
  },
  PLAYBOOK_AGENT_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'There is no such agent',
    meaning: 'No agent with this name is registered.',
    fix: 'Check the spelling; `mbi action list` shows all agents.',
  },
  PLAYBOOK_ACTION_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'The agent has no such action',
    meaning: 'The agent exists, but not this action.',
    fix: 'Check the spelling; `mbi action list` shows all actions.',
  },
  PLAYBOOK_PARAM_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'There is no such parameter',
    meaning:
      'The action, or the playbook that is started, has no parameter of this name; it would be ignored, so it is refused.',
    fix: 'Use one of those listed as expected; `mbi action describe` shows the parameters of an action.',
  },
  PLAYBOOK_PARAM_MISSING: {
    status: 422,
    retryable: false,
    title: 'A required parameter is missing',
    meaning: 'The action, or the playbook that is started, cannot run without it.',
    fix: 'Add it under `params`, or under `inputs` of a `playbook` step.',
  },
  PLAYBOOK_PARAM_TYPE: {
    status: 422,
    retryable: false,
    title: 'A parameter has the wrong type',
    meaning: 'The value cannot be what the action, or the playbook that is started, declares.',
    fix: 'Give a value of the expected type; `mbi action describe` shows the schema of an action.',
  },
  PLAYBOOK_STEP_UNREACHABLE: {
    status: 422,
    retryable: false,
    title: 'A step can never run',
    meaning: 'The execution always ends before it, or another case or clause is always taken first.',
    fix: 'Give the stop, the loop or the case a condition, or remove the step.',
  },
  PLAYBOOK_LOOP_UNCAPPED: {
    status: 422,
    retryable: false,
    title: 'A loop has no cap',
    meaning:
      '`for_each` must say how many items may run at once, and `repeat` how many rounds there may be, so that nothing floods a platform or runs for ever.',
    fix: 'Add `max_parallel`, or `max_iterations`.',
  },
  PLAYBOOK_PARALLEL_CONFLICT: {
    status: 422,
    retryable: false,
    title: 'Parallel branches set the same name',
    meaning: 'Which value stays would depend on which branch is faster.',
    fix: 'Give each branch a name of its own.',
  },
});
