import type { Guardrails } from '../../contracts/plan/index.ts';
import { type Difference, type DifferenceKind, differenceOf, present } from './change.ts';

type Limited = Exclude<keyof Guardrails, 'freeze_in_learning' | 'require_approval_if' | 'forbid_if' | 'autonomy'>;

/** How a limit is called, its unit, and whether a greater value lets more through. */
const limits: Readonly<Record<Limited, readonly [string, string, 'more' | 'less']>> = {
  max_budget_change_pct: ['cap of a budget change', ' %', 'more'],
  max_bid_change_pct: ['cap of a bid change', ' %', 'more'],
  max_total_change: ['cap of moved money', '', 'more'],
  max_changes_per_day: ['cap of changes a day', '', 'more'],
  cooldown_hours: ['rest between changes', ' h', 'less'],
  min_spend: ['least spend', '', 'less'],
  min_conversions: ['least conversions', '', 'less'],
  exclude_last_days: ['days left out', '', 'less'],
};
const limitNames: readonly Limited[] = [
  'max_budget_change_pct',
  'max_bid_change_pct',
  'max_total_change',
  'max_changes_per_day',
  'cooldown_hours',
  'min_spend',
  'min_conversions',
  'exclude_last_days',
];
const autonomies = ['shadow', 'propose', 'auto'];

/** The differences of the guardrails. A limit that lets more through, or that is gone, is a danger; so is any other rule. */
export function guardrailDifferences(before: Guardrails, after: Guardrails): readonly Difference[] {
  return present([
    ...limitNames.map((name) => limitDifference(name, before, after)),
    freezeDifference(before, after),
    ruleDifference('forbid_if', 'rule that forbids', before, after, 'tightened'),
    ruleDifference('require_approval_if', 'rule when people are asked', before, after, asksMore(after)),
    autonomyDifference(before, after),
  ]);
}

function graded(difference: Difference | null, kind: DifferenceKind): Difference | null {
  return difference === null ? null : { ...difference, kind, danger: kind !== 'tightened' };
}

function limitDifference(name: Limited, before: Guardrails, after: Guardrails): Difference | null {
  const [what, unit, wider] = limits[name];
  const [old, now] = [before[name], after[name]];
  const said = (limit: typeof old) => (limit === null ? null : `${limit.value}${unit}`);
  const place = { line_before: old?.line ?? null, line_after: now?.line ?? null };
  const difference = differenceOf({ path: `guardrails.${name}`, what, ...place }, said(old), said(now));
  if (now === null || old === null) return graded(difference, now === null ? 'loosened' : 'tightened');
  return graded(difference, now.value > old.value === (wider === 'more') ? 'loosened' : 'tightened');
}

function freezeDifference(before: Guardrails, after: Guardrails): Difference | null {
  const on = (rules: Guardrails) => rules.freeze_in_learning?.value === true;
  const what = 'freeze while the platform is learning';
  const lines = {
    line_before: before.freeze_in_learning?.line ?? null,
    line_after: after.freeze_in_learning?.line ?? null,
  };
  const said = (rules: Guardrails) => (on(rules) ? 'on' : 'off');
  const difference = differenceOf({ path: 'guardrails.freeze_in_learning', what, ...lines }, said(before), said(after));
  return graded(difference, on(after) ? 'tightened' : 'loosened');
}

function ruleDifference(
  name: 'forbid_if' | 'require_approval_if',
  what: string,
  before: Guardrails,
  after: Guardrails,
  whenAdded: 'tightened' | 'loosened',
): Difference | null {
  const [old, now] = [before[name], after[name]];
  const place = { line_before: old?.line ?? null, line_after: now?.line ?? null };
  const difference = differenceOf(
    { path: `guardrails.${name}`, what, ...place },
    old?.source ?? null,
    now?.source ?? null,
  );
  if (old !== null && now !== null) return graded(difference, 'changed');
  const opposite = whenAdded === 'tightened' ? 'loosened' : 'tightened';
  return graded(difference, old === null ? whenAdded : opposite);
}

/** Without a rule every change is asked about, so a rule means fewer questions; under `auto` it means more. */
function asksMore(after: Guardrails): 'tightened' | 'loosened' {
  return after.autonomy === 'auto' ? 'tightened' : 'loosened';
}

function autonomyDifference(before: Guardrails, after: Guardrails): Difference | null {
  const difference = differenceOf({ path: 'guardrails.autonomy', what: 'autonomy' }, before.autonomy, after.autonomy);
  const freer = autonomies.indexOf(after.autonomy) > autonomies.indexOf(before.autonomy);
  return graded(difference, freer ? 'loosened' : 'tightened');
}
