import type { ActionDefinition } from '../../contracts/action.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { Bound, BoundAmount, Reason } from './bound.ts';
import { isOneCampaign } from './campaigns.ts';
import { type Amounts, limitTally } from './limit-tally.ts';
import { type ChildCall, times } from './tally.ts';
import { byId, tallySteps } from './tally-steps.ts';

/** What the bound needs beside the plan. `plans` finds the plan of a child playbook; without it children count as unbounded. */
export type BoundOptions = {
  readonly actions: readonly ActionDefinition[];
  readonly plans?: (playbook_id: string) => Plan | undefined;
};

type Found = Amounts & { readonly endless: readonly Reason[] };

/**
 * The most daily money that one execution of a plan can move, over every path it can take: conditions count as true, loops as
 * long as they can get, branches that lose as done, each write as applied once. Sound, not tight: no execution moves more.
 * What people do besides is not in it: an undo, or cancelling with compensation, moves at most the same again.
 */
export function worstCase(plan: Plan, options: BoundOptions): Bound {
  const { currency, percent, minor, in_each, reasons, endless } = amountsOf(plan, options, []);
  const amounts: readonly BoundAmount[] = [
    { amount: currency, unit: 'account currency', in_each },
    { amount: percent, unit: '% of daily budget', in_each: 'execution' },
    { amount: minor, unit: 'minor units of the account currency', in_each: 'execution' },
  ];
  const [first, ...also] = amounts.filter((each) => Number.isFinite(each.amount));
  if (first === undefined) return { kind: 'unbounded', because: distinct(endless) };
  const because = reasons.length > 0 ? reasons : [{ line: 1, text: 'no step moves money' }];
  return { kind: 'bounded', ...first, because: distinct(because), also: first.amount === 0 ? [] : also };
}

function amountsOf(plan: Plan, options: BoundOptions, above: readonly string[]): Found {
  if (plan.guardrails.autonomy === 'shadow') return onlyRecorded;
  const actions = byId(options.actions);
  const main = tallySteps([...plan.steps, ...(plan.on_failure ?? [])], { plan, actions });
  const own: Found = { ...limitTally(main, plan, isOneCampaign(plan, actions)), endless: main.endless };
  const path = [...above, plan.playbook_id];
  const all = main.children.reduce((sum, child) => withChild(sum, child, options, path), own);
  const taker = everyStep([...plan.steps, ...(plan.on_failure ?? [])]).find(
    (step) => step.kind === 'action' && step.on_error === 'compensate',
  );
  return taker === undefined
    ? all
    : twice(all, { line: taker.line, text: `${taker.id} takes everything back when it fails` });
}

const onlyRecorded: Found = {
  ...{ currency: 0, percent: 0, minor: 0, in_each: 'execution' },
  ...{ reasons: [{ line: 1, text: 'autonomy is shadow: nothing is written' }], endless: [] },
};

function withChild(sum: Found, child: ChildCall, options: BoundOptions, path: readonly string[]): Found {
  const { line, step_id, playbook_id } = child;
  const often = Number.isFinite(child.times) ? ` up to ${child.times} times` : ' any number of times';
  const runs = `${step_id} runs ${playbook_id}${child.times === 1 ? '' : often}`;
  const plan = path.includes(playbook_id) ? undefined : options.plans?.(playbook_id);
  if (plan === undefined) {
    const why = path.includes(playbook_id) ? 'which runs this one again' : 'whose plan is not known here';
    return unlimited(sum, { line, text: `${runs}, ${why}` });
  }
  const found = amountsOf(plan, options, path);
  const nothing = found.currency === 0;
  const inside = [found.endless, found.reasons].map((reasons) =>
    reasons.map((each) => ({ line, text: `${runs}; its line ${each.line}: ${each.text}` })),
  );
  return {
    currency: sum.currency + times(child.times, found.currency),
    percent: sum.percent + times(child.times, found.percent),
    minor: sum.minor + times(child.times, found.minor),
    in_each: found.in_each === 'execution' ? sum.in_each : found.in_each,
    reasons: [...sum.reasons, ...(nothing ? [] : (inside[1] ?? []))],
    endless: [
      ...sum.endless,
      ...(inside[0] ?? []),
      ...(Number.isFinite(child.times) || nothing ? [] : [{ line, text: runs }]),
    ],
  };
}

function unlimited(sum: Found, because: Reason): Found {
  const endless = Number.POSITIVE_INFINITY;
  return { ...sum, currency: endless, percent: endless, minor: endless, endless: [...sum.endless, because] };
}

/** Compensation moves back what was moved, so each change counts once more. */
function twice(sum: Found, because: Reason): Found {
  const { currency, percent, minor } = sum;
  if (currency === 0) return sum;
  return { ...sum, currency: 2 * currency, percent: 2 * percent, minor: 2 * minor, reasons: [...sum.reasons, because] };
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const sorted = [...reasons].sort((one, other) => one.line - other.line);
  return [...new Map(sorted.map((each) => [`${each.line} ${each.text}`, each])).values()];
}
