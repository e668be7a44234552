import type { TypedAction } from '../../../contracts/recommendation.ts';
import { formatMoney } from '../money/format-money.ts';
import { formatChange } from '../money/percent.ts';
import { describeSpan } from '../time/describe-time.ts';

/** One thing that a recommendation would change: its name, the value before and after, how much that is. */
export type ActionLine = {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly change: string | null;
};

/** What a recommendation would change, before → after. Empty when it changes nothing. Amounts in minor units of `currency`. */
export function actionLines(action: TypedAction, currency: string): ActionLine[] {
  const money = (minor: number) => formatMoney(minor, currency);
  switch (action.kind) {
    case 'set_daily_budget': {
      const { current_daily_budget_minor: before, daily_budget_minor: after, change_pct } = action;
      return [{ name: 'Daily budget', before: money(before), after: money(after), change: formatChange(change_pct) }];
    }
    case 'set_bid': {
      const { current_bid_amount_minor: before, bid_amount_minor: after, change_pct } = action;
      return [{ name: 'Bid', before: money(before), after: money(after), change: formatChange(change_pct) }];
    }
    case 'pause':
      return [{ name: 'Status', before: 'Active', after: 'Paused', change: `until ${action.resume_when}` }];
    case 'resume':
      return [{ name: 'Status', before: 'Paused', after: 'Active', change: null }];
    case 'rotate_creative':
      return [
        {
          name: `Creative of ad ${action.ad_id}`,
          before: action.current_creative_id,
          after: action.creative_id,
          change: null,
        },
      ];
    case 'change_audiences':
      return audienceLines(action);
    case 'reallocate_budget':
      return action.moves.map(({ from_entity_id, to_entity_id, amount_minor }) => ({
        ...{ name: 'Daily budget that moves', before: from_entity_id, after: to_entity_id },
        change: money(amount_minor),
      }));
    case 'none':
      return [];
  }
}

function audienceLines(action: Extract<TypedAction, { kind: 'change_audiences' }>): ActionLine[] {
  const list = (ids: readonly string[]) => ids.join(', ');
  const { include_audience_ids: added, exclude_audience_ids: excluded, audience_expansion: wider } = action;
  const line = (name: string, after: string): ActionLine => ({ name, before: 'as now', after, change: null });
  return [
    ...(added.length === 0 ? [] : [line('Audiences', `and ${list(added)}`)]),
    ...(excluded.length === 0 ? [] : [line('Excluded audiences', `and ${list(excluded)}`)]),
    ...(wider === null ? [] : [line('Audience expansion by the platform', wider ? 'on' : 'off')]),
  ];
}

/** What happens instead of a change: when it is looked at again; null for an action that changes something. */
export function recheckWords(action: TypedAction): string | null {
  if (action.kind !== 'none') return null;
  return `Nothing is changed. It is looked at again in ${describeSpan(action.recheck_after_hours * 3_600_000)}.`;
}
