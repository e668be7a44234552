import { changedBy } from '../../../contracts/money.ts';
import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { CheckResult, Recommendation } from '../../../contracts/recommendation.ts';
import { workflowOf } from '../actions/lever-for.ts';
import { typedActionOf } from '../actions/typed-action-of.ts';
import { causeWords } from '../wording/cause-words.ts';
import { type Names, namesIn, withoutNames } from '../wording/names.ts';
import { numbersIn } from '../wording/number-check.ts';
import { actionWords, adviceWords } from '../wording/words.ts';
import { checked } from './check.ts';

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/** Whether the executor's action, its reading for people and the sentence about it are one and the same thing. */
export function actionChecks(context: CampaignContext, recommendation: Recommendation): readonly CheckResult[] {
  const { action, typed_action: typed, specific_action } = recommendation;
  const told = { currency: context.currency, names: namesIn(context) };
  const words = action.kind === 'none' && typed !== null ? adviceWords(typed, told) : actionWords(action, told);
  return [
    checked('direction_agrees', directionsAgree(recommendation), 'CRITICAL', [
      'The direction of the action contradicts its amounts.',
      'Compute the target from the present amount and the percentage again.',
    ]),
    checked('arithmetic_agrees', arithmeticAgrees(recommendation), 'CRITICAL', [
      'The target is not the present amount changed by the stated percentage.',
      'Round the present amount times one plus the percentage half up.',
    ]),
    checked(
      'typed_action_agrees',
      typed !== null && (action.kind === 'none' || same(sorted(typed), sorted(typedActionOf(action, context)))),
      'CRITICAL',
      ['What a person reads is not what the executor would do.', 'Derive the typed action from the action.'],
    ),
    checked('prose_agrees', proseAgrees(specific_action, words, told.names), 'CRITICAL', [
      `The sentence "${specific_action}" does not say what the action does.`,
      `Say: ${words}`,
    ]),
    checked('workflow_fits_cause', fitsCause(recommendation), 'CRITICAL', [
      `${recommendation.recommended_workflow} does not answer ${causeWords[recommendation.root_cause]}.`,
      `Use ${workflowOf[recommendation.root_cause]}, or watch.`,
    ]),
    checked(
      'action_fits_workflow',
      typed === null || typed.workflow === recommendation.recommended_workflow,
      'CRITICAL',
      ['The action belongs to another workflow than the one that is named.', 'Name the workflow of the action.'],
    ),
  ];
}

function sorted(value: object): unknown {
  return Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
}

function directionsAgree({ action, typed_action: typed }: Recommendation): boolean {
  const rises = (after: number, before: number, pct: number) =>
    before === 0 || Math.sign(after - before) === Math.sign(pct);
  const acted =
    action.kind === 'set_bid'
      ? rises(action.bid_amount_minor, action.current_bid_amount_minor, action.change_pct)
      : action.kind !== 'set_daily_budget' ||
        rises(action.daily_budget_minor, action.current_daily_budget_minor, action.change_pct);
  if (typed?.workflow !== 'Bid Adjustment' || typed.current_bid === null || typed.target_bid === null) return acted;
  return acted && (typed.direction === 'increase') === typed.target_bid > typed.current_bid;
}

function arithmeticAgrees({ action }: Recommendation): boolean {
  if (action.kind === 'set_bid')
    return near(action.bid_amount_minor, changedBy(action.current_bid_amount_minor, action.change_pct));
  return (
    action.kind !== 'set_daily_budget' ||
    near(action.daily_budget_minor, changedBy(action.current_daily_budget_minor, action.change_pct))
  );
}

/** A unit off is a percentage that was rounded for people. */
const near = (left: number, right: number) => Math.abs(left - right) <= Math.max(1, right * 0.005);

/** The sentence is the one that is made from the action, or holds the same numbers and the same direction outside of names. */
function proseAgrees(told: string, made: string, names: Names): boolean {
  if (told === made) return true;
  const [prose, words] = [withoutNames(told, names), withoutNames(made, names)];
  const [said, meant] = [numbersIn(prose), numbersIn(words)];
  const up = /\b(raise|increase)\b/i;
  const down = /\b(lower|decrease|reduce)\b/i;
  return (
    said.every((number) => meant.some((each) => Math.abs(each - number) < 1e-9)) &&
    up.test(prose) === up.test(words) &&
    down.test(prose) === down.test(words)
  );
}

function fitsCause({ recommended_workflow: workflow, root_cause, evidence }: Recommendation): boolean {
  if (workflow === 'Continue Monitoring' || workflow === workflowOf[root_cause]) return true;
  // What comes from outside may be answered by what has been measured to help; so may a price that is off its target.
  return (
    evidence.some((each) => each.supports) &&
    workflowOf[root_cause] === 'Continue Monitoring' &&
    workflow !== 'Campaign Pause'
  );
}
