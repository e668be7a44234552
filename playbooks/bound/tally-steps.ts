import type { ActionDefinition } from '../../contracts/action.ts';
import { actionId } from '../../contracts/action.ts';
import type { ActionStep, Plan, Step } from '../../contracts/plan/index.ts';
import { mostUnder } from './forbidden.ts';
import { roundsOf } from './rounds.ts';
import { both, either, nothing, repeated, type Tally } from './tally.ts';

const endless = Number.POSITIVE_INFINITY;

/** What a move within a campaign is of its daily budget at most, percent: all of it goes, and all of it comes. */
export const bothSides = 200;

/** What counting needs to know. */
export type TallyContext = {
  readonly plan: Plan;
  readonly actions: ReadonlyMap<string, ActionDefinition>;
};

/** The actions by their id. */
export function byId(actions: readonly ActionDefinition[]): ReadonlyMap<string, ActionDefinition> {
  return new Map(actions.map((each) => [actionId(each), each]));
}

/** What steps that run one after the other can move. That a step is skipped or fails moves less, so it does not count. */
export function tallySteps(steps: readonly Step[], context: TallyContext): Tally {
  return steps.reduce((sum, step) => both(sum, tallyStep(step, context), 'in_turn'), nothing);
}

function tallyStep(step: Step, context: TallyContext): Tally {
  switch (step.kind) {
    case 'action':
      return step.effect === 'write' ? tallyWrite(step, context) : nothing;
    case 'parallel':
      // With `join: any` too: the branches that lose may have applied their changes before.
      return step.branches.reduce((sum, branch) => both(sum, tallySteps(branch, context), 'at_once'), nothing);
    case 'switch':
      return [...step.cases.map((each) => each.steps), step.otherwise].reduce(
        (most, part) => either(most, tallySteps(part, context)),
        nothing,
      );
    case 'for_each': {
      const rounds = roundsOf(step, context.plan);
      const many = Number.isFinite(rounds)
        ? `has ${rounds} items`
        : 'walks a list whose length is not known before it runs';
      const because = { line: step.line, text: `${step.id} ${many}: ${step.items.source}` };
      return repeated(tallySteps(step.steps, context), rounds, step.max_parallel, because);
    }
    case 'repeat': {
      const because = { line: step.line, text: `${step.id} has up to ${step.max_iterations} rounds` };
      return repeated(tallySteps(step.steps, context), step.max_iterations, 1, because);
    }
    case 'try': {
      const caught = step.catches.reduce((most, each) => either(most, tallySteps(each.steps, context)), nothing);
      return [caught, tallySteps(step.finally, context)].reduce(
        (sum, part) => both(sum, part, 'in_turn'),
        tallySteps(step.steps, context),
      );
    }
    case 'playbook': {
      const { playbook_id, line, id: step_id } = step;
      return { ...nothing, children: [{ playbook_id, line, step_id, times: 1 }] };
    }
    case 'approval':
    case 'set':
    case 'wait':
    case 'stop':
      return nothing;
  }
}

/** One write, applied at most once however often it is tried. */
function tallyWrite(step: ActionStep, { actions, plan }: TallyContext): Tally {
  const moved = actions.get(step.action_id)?.moves;
  const one = { ...nothing, writes: 1, width: 1, percent: endless, literal_minor: endless };
  const because = (text: string) => [{ line: step.line, text: `${step.id} ${text}` }];
  switch (moved?.kind) {
    case 'none':
      return nothing;
    case 'whole_budget': {
      const reasons = because(`moves the whole daily budget of a campaign (${step.action_id})`);
      return { ...one, wholes: 1, percent: 100, reasons };
    }
    case 'between_budgets': {
      const reasons = because(
        `moves daily budget within a campaign, which counts where it goes and where it comes from (${step.action_id})`,
      );
      return { ...one, exchanges: 1, percent: bothSides, reasons };
    }
    case 'daily_budget': {
      const amount = literalAmount(step, moved.to, plan);
      const percent = percentLimit(plan);
      const said = amount === null ? 'sets a daily budget' : `sets a daily budget of ${amount} minor units`;
      return {
        ...one,
        ...{ budgets: 1, percent, literal_minor: mostFrom(amount, plan), reasons: because(said) },
        endless: Number.isFinite(percent) ? [] : because(`${said}, and no guardrail says how far from the present one`),
      };
    }
    default: {
      const reasons = because(`may move any amount (${step.action_id})`);
      return { ...one, unknowns: 1, reasons, endless: reasons };
    }
  }
}

/** The most that one change can be of the budget it changes, in percent; infinite without a limit. */
function percentLimit({ guardrails }: Plan): number {
  return Math.min(
    guardrails.max_budget_change_pct?.value ?? endless,
    mostUnder(guardrails.forbid_if, 'max_change_pct'),
  );
}

/** The new budget when it stands in the playbook and no approver may change it. */
function literalAmount(step: ActionStep, parameter: string, plan: Plan): number | null {
  const value = Object.hasOwn(step.params, parameter) ? step.params[parameter] : undefined;
  if (value?.kind !== 'literal' || typeof value.value !== 'number') return null;
  return (step.approval ?? plan.approval).editable.includes(parameter) ? null : value.value;
}

/**
 * The most that setting a budget to a fixed amount moves under a limit in percent: coming down from a greater one, since
 * amount = before × (1 − p) and what moves is before × p. From 100 % on nothing is known of the budget before.
 */
function mostFrom(amount: number | null, plan: Plan): number {
  // A change is measured to six decimals of a percent.
  const percent = percentLimit(plan) + 1e-6;
  return amount === null || percent >= 100 ? endless : Math.floor((amount * percent) / (100 - percent));
}
