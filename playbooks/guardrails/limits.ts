import type { Change, ChangeSet, GuardrailFacts } from '../../contracts/change-set.ts';
import { toMajor } from '../../contracts/minor-units.ts';
import type { Guardrails } from '../../contracts/plan/index.ts';

/** One guardrail that stands in the way: passed, or not decidable because a value is not known. */
export type Finding = {
  readonly kind: 'violated' | 'not_evaluable';
  readonly rule: string;
  readonly value: number | string | boolean | null;
  readonly limit: number | string | boolean | null;
  readonly line: number;
  readonly message: string;
};

type Limit = { readonly value: number; readonly line: number } | null;

/**
 * Every fixed limit of the guardrails that this change passes or that cannot be decided; empty when all hold.
 * Percentages are absolute values of percent; money limits are major units of the account's currency. A limit that is
 * about budgets looks only at changes of budgets. `exclude_last_days` shapes the facts while they are read and has
 * nothing to compare here.
 */
export function limitFindings(guardrails: Guardrails, set: ChangeSet, facts: GuardrailFacts): readonly Finding[] {
  const money = (minor: number | null) => (minor === null ? null : toMajor(minor, set.currency));
  const budgets = set.changes.filter(
    ({ field }) => field === 'daily_budget_minor' || field === 'lifetime_budget_minor',
  );
  const bids = set.changes.filter((change) => change.field === 'bid_amount_minor');
  const moves = set.total_change_minor > 0;
  // "There never was a change" is written as null, and then there is nothing to wait for.
  const rested = facts.hours_since_last_change ?? Number.POSITIVE_INFINITY;
  return [
    ...share('max_budget_change_pct', guardrails.max_budget_change_pct, budgets, facts.budget_change_pct_window),
    ...share('max_bid_change_pct', guardrails.max_bid_change_pct, bids, facts.bid_change_pct_window),
    ...(moves ? atMost('max_total_change', guardrails.max_total_change, money(moved(set, facts))) : []),
    ...atMost('max_changes_per_day', guardrails.max_changes_per_day, facts.changes_today),
    ...atLeast('cooldown_hours', guardrails.cooldown_hours, rested),
    ...atLeast('min_spend', guardrails.min_spend, money(facts.spend_minor)),
    ...atLeast('min_conversions', guardrails.min_conversions, facts.conversions),
    ...learning(guardrails, facts),
  ];
}

/** Money moved over the window, which contains this change; null when the window is not known. */
function moved(set: ChangeSet, facts: GuardrailFacts): number | null {
  const window_minor = facts.total_change_window_minor;
  return window_minor === null ? null : Math.max(set.total_change_minor, window_minor);
}

function share(rule: string, limit: Limit, changes: readonly Change[], window_pct: number | null): readonly Finding[] {
  if (limit === null || changes.length === 0) return [];
  const each = changes.flatMap((change) => atMost(rule, limit, magnitude(change.change_pct)));
  const together = atMost(rule, limit, magnitude(window_pct));
  // One message for one rule: the change itself says more than the window it is part of.
  return each.length > 0 ? each : together;
}

function magnitude(value: number | null): number | null {
  return value === null ? null : Math.abs(value);
}

function atMost(rule: string, limit: Limit, value: number | null): readonly Finding[] {
  if (limit === null) return [];
  if (!known(value)) return [unknown(rule, limit)];
  return value <= limit.value ? [] : [violated(rule, value, limit, 'above')];
}

function atLeast(rule: string, limit: Limit, value: number | null): readonly Finding[] {
  if (limit === null) return [];
  if (value === Number.POSITIVE_INFINITY) return [];
  if (!known(value)) return [unknown(rule, limit)];
  return value >= limit.value ? [] : [violated(rule, value, limit, 'below')];
}

function learning(guardrails: Guardrails, facts: GuardrailFacts): readonly Finding[] {
  const rule = guardrails.freeze_in_learning;
  if (rule === null || !rule.value) return [];
  if (facts.in_learning === false) return [];
  const base = { rule: 'freeze_in_learning', limit: true, line: rule.line } as const;
  return facts.in_learning === null
    ? [{ ...base, kind: 'not_evaluable', value: null, message: 'freeze_in_learning: the learning phase is not known' }]
    : [{ ...base, kind: 'violated', value: true, message: 'freeze_in_learning: the platform is still learning' }];
}

function known(value: number | null): value is number {
  return value !== null && !Number.isNaN(value);
}

function unknown(rule: string, limit: NonNullable<Limit>): Finding {
  return {
    kind: 'not_evaluable',
    rule,
    value: null,
    limit: limit.value,
    line: limit.line,
    message: `${rule}: the value it limits is not known`,
  };
}

function violated(rule: string, value: number, limit: NonNullable<Limit>, side: 'above' | 'below'): Finding {
  return {
    kind: 'violated',
    rule,
    value,
    limit: limit.value,
    line: limit.line,
    message: `${rule}: ${Number(value.toFixed(4))} is ${side} the limit ${limit.value}`,
  };
}
