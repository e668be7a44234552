import { defineErrors } from './define.ts';

/** Errors of the reasoning agent. */
export const reasoningErrors = defineErrors({
  CONTEXT_INVALID: {
    status: 422,
    retryable: false,
    title: 'The context does not have the shape of a campaign context',
    meaning:
      'A field of the context is missing, of another type, or out of its range; the details name each with its path.',
    fix: 'Compare the named fields with docs/campaign-context.schema.json; leave out what is not known.',
  },
  WHAT_IF_NOT_KNOWN: {
    status: 422,
    retryable: false,
    title: 'What another amount would bring is not known',
    meaning:
      'The recommendation changes neither a bid nor a daily budget, or what it was made on does not tell what a step is worth: spend, CPA and a target or an earlier CPA are needed.',
    fix: 'Ask for a recommendation that changes a bid or a budget; give the campaign a target CPA and analyse it again.',
  },
  CONTEXT_NOT_KEPT: {
    status: 422,
    retryable: false,
    title: 'The recommendation does not hold what it was made on',
    meaning:
      'There is no campaign context with it, or one of an older form: playbooks that look for one thing only keep a summary of the metrics.',
    fix: 'Analyse the campaign with the playbook campaign-health; its recommendations can be replayed.',
  },
  CAMPAIGN_DATA_MISSING: {
    status: 422,
    retryable: true,
    title: 'There is no data of the campaign',
    meaning: 'The metrics of the campaign could not be collected, and without them nothing can be said about it.',
    fix: 'Look at the report of the source campaign_metrics in the execution, mend the source, and analyse again.',
  },
});
