import { toMinor } from '../../../contracts/money.ts';
import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { CheckResult, Recommendation } from '../../../contracts/recommendation.ts';
import { bidLimitPct, budgetLimitPct } from '../actions/step.ts';
import { momentOf } from '../features/days.ts';
import { checked } from './check.ts';

/** Between two changes of the same lever so many days must lie, or nobody can tell what the first one did. */
const coolDownDays = 3;
const dayLength = 86_400_000;

const fieldsOf: Partial<Record<Recommendation['action']['kind'], readonly string[]>> = {
  set_bid: ['bid', 'bid_amount', 'bid_amount_minor'],
  set_daily_budget: ['budget', 'daily_budget', 'daily_budget_minor'],
  rotate_creative: ['creative', 'creative_id'],
  change_audiences: ['audience', 'included_audiences', 'excluded_audiences', 'audience_expansion'],
};

/** The guardrails of a recommendation: limits, learning, freezes, protection, cool-down, experiments and amounts. */
export function guardrailChecks(
  context: CampaignContext,
  { action }: Pick<Recommendation, 'action'>,
): readonly CheckResult[] {
  const { constraints } = context;
  const changes = action.kind !== 'none' && action.kind !== 'pause' && action.kind !== 'resume';
  const limit = action.kind === 'set_bid' ? bidLimitPct({ constraints }) : budgetLimitPct({ constraints });
  const step = 'change_pct' in action ? Math.abs(action.change_pct) : 0;
  const at = momentOf(context);
  const frozen = constraints?.frozen_until;
  return [
    checked('within_limits', step <= limit + 1e-9, 'CRITICAL', [
      `A step of ${step} % is over the limit of ${limit} %.`,
      `Take ${limit} % at most.`,
    ]),
    checked('not_in_learning', !(changes && constraints?.in_learning === true), 'CRITICAL', [
      'The platform is still learning.',
      'Wait until it has learned.',
    ]),
    checked(
      'not_frozen',
      !(changes && frozen != null && (at === null || Date.parse(frozen) > Date.parse(at))),
      'CRITICAL',
      ['Changes are frozen.', `Wait until ${frozen ?? 'the freeze ends'}.`],
    ),
    checked('not_protected', !(action.kind === 'pause' && constraints?.protected === true), 'CRITICAL', [
      'The campaign is protected and must not be paused.',
      'Watch, and tell a person.',
    ]),
    checked('cooled_down', !recently(context, action.kind, at), 'major', [
      `The same lever was moved less than ${coolDownDays} days ago.`,
      'Wait until that change can be judged.',
    ]),
    checked('no_experiment', !(changes && context.experiments.some((each) => runs(each, at))), 'major', [
      'An experiment runs, which the change would spoil.',
      'Wait for its end.',
    ]),
    checked('amounts_current', amountsCurrent(context, action), 'CRITICAL', [
      'The amount the action starts from is not the present one, or is in another currency.',
      'Read the live state again.',
    ]),
  ];
}

function recently(
  { constraints }: CampaignContext,
  kind: Recommendation['action']['kind'],
  at: string | null,
): boolean {
  const fields = fieldsOf[kind] ?? [];
  if (at === null) return false;
  return (constraints?.recent_changes ?? []).some(
    (change) =>
      change.ours && fields.includes(change.field) && Date.parse(at) - Date.parse(change.at) < coolDownDays * dayLength,
  );
}

function runs(experiment: CampaignContext['experiments'][number], at: string | null): boolean {
  const today = at?.slice(0, 10);
  return today === undefined || (experiment.starts_on <= today && (experiment.ends_on ?? today) >= today);
}

function amountsCurrent({ constraints, currency }: CampaignContext, action: Recommendation['action']): boolean {
  const is = (minor: number, major: number | null | undefined) => major == null || minor === toMinor(major, currency);
  if (action.kind === 'set_bid') return is(action.current_bid_amount_minor, constraints?.current_bid);
  return action.kind !== 'set_daily_budget' || is(action.current_daily_budget_minor, constraints?.daily_budget);
}
