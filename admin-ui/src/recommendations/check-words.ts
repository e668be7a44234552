import { inWords } from '../../../contracts/in-words.ts';

/** What each check asks, as something that holds or does not. */
const asked: ReadonlyMap<string, string> = new Map(
  Object.entries({
    schema: 'Every part is there',
    confidence: 'Sure enough (60 % or more)',
    within_limits: 'Within the limit of one step',
    not_in_learning: 'The platform is not learning at present',
    not_frozen: 'Changes are not frozen',
    not_protected: 'No protected campaign is paused',
    cooled_down: 'No similar change in the last days',
    no_experiment: 'No experiment would be spoiled',
    amounts_current: 'It starts from the present amounts',
    direction_agrees: 'Up and down fit the amounts',
    arithmetic_agrees: 'The amounts are worked out rightly',
    typed_action_agrees: 'What people read is what would be done',
    prose_agrees: 'The sentence says what would be done',
    workflow_fits_cause: 'The action answers the cause',
    action_fits_workflow: 'The action is of the kind that is named',
    evidence_there: 'An observation speaks for the cause',
    numbers_known: 'Every number was measured, or follows from what was',
    alternatives_there: 'Another action was considered',
    success_measurable: 'Success can be measured by a date',
    impact_dated: 'The effect has a date',
    risk_named: 'What can go wrong is said',
    no_close_rival: 'No other cause is about as probable',
    confidence_allowed: 'No surer than the analysis allows',
  }),
);

/** A check by what it asks: `VAL-3 within_limits` is “Within the limit of one step”. */
export function checkWords(check: string): string {
  const name = check.replace(/^VAL-\d+ /, '');
  return asked.get(name) ?? inWords(name);
}
