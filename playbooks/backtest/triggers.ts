import type { Backtest } from '../../contracts/backtest.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { evaluateWhen } from '../triggers/evaluate-when.ts';

/** The features of one campaign as they were at one moment. */
export type FeatureMoment = { readonly campaign_id: string; readonly at: string; readonly context: JsonObject };

const mostShown = 200;

/** When two versions of a playbook would have started. A playbook that neither a schedule nor an event starts never does. */
export function compareTriggers(
  before: Plan | null,
  after: Plan,
  moments: readonly FeatureMoment[],
): Backtest['triggers'] {
  const asked = moments.map((moment) => ({
    moment: { campaign_id: moment.campaign_id, at: moment.at },
    before: before !== null && starts(before, moment),
    after: starts(after, moment),
  }));
  return {
    campaigns: new Set(moments.map((each) => each.campaign_id)).size,
    moments: new Set(moments.map((each) => each.at)).size,
    before: asked.filter((each) => each.before).length,
    after: asked.filter((each) => each.after).length,
    added: asked.flatMap((each) => (each.after && !each.before ? [each.moment] : [])).slice(0, mostShown),
    removed: asked.flatMap((each) => (each.before && !each.after ? [each.moment] : [])).slice(0, mostShown),
  };
}

function starts(plan: Plan, { campaign_id, context }: FeatureMoment): boolean {
  if (plan.schedule === null && (plan.on ?? []).length === 0) return false;
  const scope = { context, entity: { type: 'campaign', id: campaign_id, name: campaign_id } };
  // A condition that cannot be evaluated does not hold, as it does not live.
  return plan.when === null || evaluateWhen(plan.when, scope).value === true;
}
