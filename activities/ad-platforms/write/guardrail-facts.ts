import type { Change, ChangeSet, GuardrailFacts } from '../../../contracts/change-set.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { readAccountMoney, readRates } from '../../../db/queries/fx-rates.ts';
import {
  type RecentChange,
  readHoursSinceLastChange,
  readRecentChanges,
  readSpendAndConversions,
  readStirred,
} from '../../../db/queries/guardrail-facts.ts';
import { adPlatforms } from '../platforms.action.ts';
import { converted } from './ledger-amounts.ts';

/** Σ|Δ| over Σ before of one field in one set, as a ratio: three ad sets up by 10 % are one change of 10 %. */
function relativeMove(changes: readonly Change[], field: Change['field']): number {
  const numbers = changes.filter((each) => each.field === field && typeof each.before === 'number');
  const base = numbers.reduce((sum, each) => sum + Number(each.before), 0);
  const moved = numbers.reduce((sum, each) => sum + Math.abs(Number(each.after) - Number(each.before)), 0);
  return base === 0 ? 0 : moved / base;
}

/**
 * The cumulative change of a field over several sets, in percent. The moves are compounded without their signs, so twenty
 * times +4 % is +119 %, and going up and down again counts twice: an oscillation is not a way around a limit.
 */
export function cumulativeChangePct(
  field: Change['field'],
  planned: readonly Change[],
  recent: readonly { readonly change_set_id: string; readonly change: Change }[],
): number {
  const sets = Map.groupBy(recent, (each) => each.change_set_id);
  const earlier = [...sets.values()].map((set) =>
    relativeMove(
      set.map((each) => each.change),
      field,
    ),
  );
  const factor = [...earlier, relativeMove(planned, field)].reduce((product, move) => product * (1 + move), 1);
  return Math.round((factor - 1) * 1e8) / 1e6;
}

const budgets = ['daily_budget_minor', 'lifetime_budget_minor'] as const;

/** Sets of today but for earlier plans of the same step: a set that a pause or a drift cut in two is one change. */
function setsToday(recent: readonly RecentChange[], step_key: string): number {
  const others = recent.filter((each) => each.today && !each.idempotency_key.startsWith(`${step_key}/`));
  return new Set(others.map((each) => each.change_set_id)).size;
}

/** The work of a step whatever its plan: `execution/step/iteration` of `execution/step/iteration/plan`. */
function stepKey(idempotency_key: string): string {
  return idempotency_key.split('/').slice(0, 3).join('/');
}

function widest(values: readonly (number | null)[], pick: (...numbers: number[]) => number): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : pick(...known);
}

/** Adds what is unknown in one of several campaigns up to unknown: a limit must hold for each of them. */
function sumOrNull(values: readonly (number | null)[]): number | null {
  return values.includes(null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** How the account of a change counts: its days, and its money in the currency that the plan is added up in. */
type AccountCounts = { readonly timezone: string; readonly inPlanCurrency: (minor: number | null) => number | null };

/** Tells of each change of a plan how its account counts; what there is no rate for is not known. */
async function readAccounts(
  tx: TenantTransaction,
  { changes, currency }: ChangeSet,
): Promise<(change: Change | undefined) => AccountCounts> {
  const accounts = await readAccountMoney(tx, [...new Set(changes.map((change) => change.account_id))]);
  const rates = await readRates(tx, currency, [...new Set(accounts.map((account) => account.currency))]);
  return (change) => {
    const account = accounts.find((row) => row.account_id === change?.account_id && row.platform === change.platform);
    const own = account?.currency ?? currency;
    const rate = rates.get(own);
    return {
      timezone: account?.timezone ?? 'UTC',
      inPlanCurrency: (minor) => (minor === null || rate === undefined ? null : converted(minor, own, currency, rate)),
    };
  };
}

/** Money moved over the window on each account of a plan, with the plan; null where there is no rate. */
async function readTotals(
  tx: TenantTransaction,
  { change_set, idempotency_key }: FactsPlan,
  countsOf: (change: Change | undefined) => AccountCounts,
): Promise<readonly (number | null)[]> {
  const totals = [];
  for (const [account_id, planned] of Map.groupBy(change_set.changes, (change) => change.account_id)) {
    const { timezone, inPlanCurrency } = countsOf(planned[0]);
    const recent = await readRecentChanges(tx, { account_id }, timezone, idempotency_key);
    const moved = [...recent.map((row) => row.change), ...planned];
    totals.push(inPlanCurrency(moved.reduce((sum, change) => sum + change.money_moved_minor, 0)));
  }
  return totals;
}

/** A plan whose facts are wanted. */
type FactsPlan = {
  readonly change_set: ChangeSet;
  readonly idempotency_key: string;
  readonly exclude_last_days: number;
  readonly in_learning: boolean | null;
};

/**
 * The facts that guardrails need, for a plan: rolling windows over what was applied or is on its way, across all playbooks.
 * Of a plan over several campaigns the most cautious value counts. A change set counts as one change of its day; days are
 * those of the account of each campaign, whichever other accounts are in the plan.
 */
export async function readGuardrailFacts(tx: TenantTransaction, plan: FactsPlan): Promise<GuardrailFacts> {
  const { changes } = plan.change_set;
  const campaigns = Map.groupBy(changes, (change) => change.campaign_id);
  const countsOf = await readAccounts(tx, plan.change_set);
  const each = [];
  for (const [campaign_id, planned] of campaigns) {
    const { timezone, inPlanCurrency } = countsOf(planned[0]);
    const recent = await readRecentChanges(tx, { campaign_id }, timezone, plan.idempotency_key);
    const week = await readSpendAndConversions(tx, campaign_id, timezone, plan.exclude_last_days);
    each.push({
      budget: Math.max(...budgets.map((field) => cumulativeChangePct(field, planned, recent))),
      bid: cumulativeChangePct('bid_amount_minor', planned, recent),
      today: setsToday(recent, stepKey(plan.idempotency_key)) + (plan.change_set.change_count > 0 ? 1 : 0),
      since_last: await readHoursSinceLastChange(tx, campaign_id, stepKey(plan.idempotency_key)),
      spend_minor: inPlanCurrency(week.spend_minor),
      conversions: week.conversions,
    });
  }
  const totals = await readTotals(tx, plan, countsOf);
  return {
    budget_change_pct_window: Math.max(...each.map((facts) => facts.budget)),
    bid_change_pct_window: Math.max(...each.map((facts) => facts.bid)),
    total_change_window_minor: totals.includes(null) ? null : widest(totals, Math.max),
    changes_today: Math.max(...each.map((facts) => facts.today)),
    hours_since_last_change: widest(
      each.map((facts) => facts.since_last),
      Math.min,
    ),
    spend_minor: sumOrNull(each.map((facts) => facts.spend_minor)),
    conversions: sumOrNull(each.map((facts) => facts.conversions)),
    in_learning: plan.in_learning ?? (await learnsByRecord(tx, plan)),
  };
}

/** Learning as far as our own records tell, where the platform says nothing of it; null where it should have said. */
async function learnsByRecord(tx: TenantTransaction, plan: FactsPlan): Promise<boolean | null> {
  const { changes } = plan.change_set;
  const tells = adPlatforms.filter(({ capabilities }) => capabilities.tells_learning).map(({ platform }) => platform);
  if (changes.some((change) => tells.some((platform) => platform === change.platform))) return null;
  const own_key = stepKey(plan.idempotency_key);
  for (const campaign_id of new Set(changes.map((change) => change.campaign_id)))
    if (await readStirred(tx, campaign_id, own_key)) return true;
  return false;
}
