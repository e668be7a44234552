import type { Backtest } from '../../contracts/backtest.ts';
import { toMajor } from '../../contracts/minor-units.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { type PastChange, rejudge, type Verdict } from './rejudge.ts';
import { compareTriggers, type FeatureMoment } from './triggers.ts';

/** What a playbook is played over: one set of features for each campaign and day, and the changes of the time. */
export type Past = {
  readonly since: string;
  readonly until: string;
  readonly features: readonly FeatureMoment[];
  readonly changes: readonly PastChange[];
};

/** The plan as deployed, and as it would be. */
export type Plans = { readonly before: { readonly plan: Plan; readonly version: number } | null; readonly after: Plan };

/**
 * Plays a playbook over the past. Triggers are asked again for every campaign and day; every change that was planned then is
 * put before both sets of guardrails with the facts of then. Nothing is called and nothing is written.
 */
export function backtest({ before, after }: Plans, past: Past): Backtest {
  const changes = past.changes.map((change) => ({
    execution_id: change.execution_id,
    step_id: change.step_id,
    campaign_id: change.campaign_id,
    at: change.at,
    total_change: toMajor(change.change_set.total_change_minor, change.change_set.currency),
    currency: change.change_set.currency,
    person: change.person,
    before: before === null ? notThere : rejudge(before.plan, change),
    after: rejudge(after, change),
  }));
  return {
    playbook_id: after.playbook_id,
    since: past.since,
    until: past.until,
    against_version: before?.version ?? null,
    triggers: compareTriggers(before?.plan ?? null, after, past.features),
    changes,
    money: [...new Set(changes.map((each) => each.currency))].sort().map((currency) => {
      const own = changes.filter((each) => each.currency === currency);
      return { currency, before: sums(own, 'before'), after: sums(own, 'after') };
    }),
    agreement: {
      decided: changes.filter((each) => each.person !== null).length,
      before: agreement(changes, 'before'),
      after: agreement(changes, 'after'),
    },
    limits: limitsOf(past),
  };
}

const notThere: Verdict = { outcome: 'step_gone', because: 'the playbook was not deployed' };

type Judged = Backtest['changes'][number];
type Side = 'before' | 'after';

function sums(changes: readonly Judged[], side: Side): Backtest['money'][number]['before'] {
  const total = { asks: 0, applies: 0, forbidden: 0, not_evaluable: 0, shadow: 0, step_gone: 0 };
  for (const change of changes) total[change[side].outcome] += change.total_change;
  return total;
}

function agreement(changes: readonly Judged[], side: Side): Backtest['agreement']['before'] {
  const counts = { agrees: 0, disagrees: 0, asks: 0 };
  for (const change of changes) {
    if (change.person === null) continue;
    const { outcome } = change[side];
    if (outcome === 'asks') counts.asks += 1;
    else counts[(outcome === 'applies') === (change.person === 'approved') ? 'agrees' : 'disagrees'] += 1;
  }
  return counts;
}

function limitsOf(past: Past): string[] {
  const unknown = past.changes.filter((change) => change.facts === null).length;
  return [
    'Status, budget and audience of a campaign are those of today: their past is not kept.',
    'The steps themselves are not run again: what they would have found or proposed with other steps is not known.',
    ...(unknown === 0 ? [] : [`For ${unknown} changes nobody was asked about, the facts of then are not kept.`]),
  ];
}
