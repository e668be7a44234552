import { defineErrors } from './define.ts';

/** What can go wrong with evaluations and golden cases. */
export const evaluationErrors = defineErrors({
  EVALUATION_EMPTY: {
    status: 422,
    retryable: false,
    title: 'There is no case to evaluate',
    meaning: 'The set of cases is empty, so a rate over it would be a division by nothing.',
    fix: 'Ask for more cases, or leave out the filter that excludes all of them.',
  },
  EVALUATION_NEEDS_MODEL: {
    status: 422,
    retryable: false,
    title: 'Without a language model there is nothing to compare',
    meaning: 'Versions of a prompt differ only in what a model answers to them, and no model is configured.',
    fix: 'Set the key of a vendor for the worker, or point its address at the sandbox, and ask again.',
  },
  PROMPT_NOT_COMPARABLE: {
    status: 422,
    retryable: false,
    title: 'This prompt cannot be tried on golden cases',
    meaning: 'No golden case says what a right answer to this prompt is, so two versions cannot be told apart by them.',
    fix: 'Compare a prompt that has a trial: the message lists them. Try this one on a share of the campaigns instead.',
  },
  EVALUATION_UNANSWERED: {
    status: 502,
    retryable: false,
    title: 'No model answered a single case',
    meaning:
      'The models are away, or a budget has no room for the first question, so that nothing can be said of what was to be compared. The message has the reason.',
    fix: 'Mend what the message names (the budget, the key, the model’s name) and start again: answers that were paid for serve for a day.',
  },
  EVALUATION_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'There is no such evaluation run',
    meaning: 'No run with this id is stored for your tenant.',
    fix: 'List the runs and take an id from there.',
  },
  EVALUATION_CASE_INVALID: {
    status: 422,
    retryable: false,
    title: 'A golden case cannot be read',
    meaning: 'A file of the golden cases is no context as the contract has it, or its expectation is missing.',
    fix: 'Mend the file that the message names; its shape is the JSON Schema of the campaign context.',
  },
  GOLDEN_EXAMPLE_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'There is no such golden example',
    meaning: 'No example with this id is stored for your tenant.',
    fix: 'List the golden examples and take an id from there.',
  },
  GOLDEN_EXAMPLE_REVIEWED: {
    status: 409,
    retryable: false,
    title: 'The golden example has been reviewed already',
    meaning: 'Somebody accepted or rejected this candidate before you; the first review counts.',
    fix: 'Look at who reviewed it. A wrong review is put right by whoever made it, as a new example.',
  },
});
