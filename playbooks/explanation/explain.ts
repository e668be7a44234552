import type { ActionDefinition } from '../../contracts/action.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { type Bound, sayAmount, sayBound } from '../bound/index.ts';
import { sayCondition, sayLength } from '../wording/index.ts';
import { sayPlatforms } from './explain-platforms.ts';
import { sayApproval, sayInputs, sayLimits } from './explain-policies.ts';
import { sayStep } from './explain-steps.ts';

/**
 * Says a compiled playbook in plain English: where it is for, what starts it, what it needs, what it does, who is asked, what
 * limits it and, where the bound was worked out, the most money one execution can move. What it needs of an ad platform is
 * said of the `actions` that are given.
 */
export function explainPlan(plan: Plan, bound: Bound | null = null, actions: readonly ActionDefinition[] = []): string {
  const sections: (readonly [string, readonly string[]])[] = [
    [plan.name, [...heading(plan), ...sayPlatforms(plan, actions)]],
    ['Starts', starts(plan)],
    ['Inputs', sayInputs(plan)],
    ['Steps', plan.steps.flatMap((step, at) => sayStep(step, plan, `${at + 1}.`, ''))],
    ['When it fails', (plan.on_failure ?? []).flatMap((step, at) => sayStep(step, plan, `F${at + 1}.`, ''))],
    ['Approval', approvals(plan)],
    ['Guardrails', sayLimits(plan.guardrails)],
    ['Most money', bound === null ? [] : worstCase(bound)],
    ['Outcome', outcome(plan)],
    ['Limits', limits(plan)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
    .join('\n');
}

function heading(plan: Plan): readonly string[] {
  const about =
    plan.scope === 'none' ? 'It is about nothing in particular.' : `One execution is about one ${plan.scope}.`;
  const owner = plan.owner === null ? [] : [`Owner: ${plan.owner}.`];
  const description = plan.description === null ? [] : [plan.description.trim()];
  return [`${plan.playbook_id}. ${about}`, ...owner, ...description];
}

function starts(plan: Plan): readonly string[] {
  const { schedule, when } = plan;
  const events = (plan.on ?? []).map(
    ({ event, match }) => `On the event ${event}${match === null ? '' : ` for which ${match.source}`}.`,
  );
  const byHand = schedule === null && events.length === 0 ? ['By hand or by the API.'] : [];
  const asked = plan.scope === 'none' ? 'Only when' : `For each ${plan.scope} for which`;
  const condition =
    when === null
      ? []
      : [byHand.length > 0 ? `Its trigger holds when ${sayCondition(when)}.` : `${asked} ${sayCondition(when)}.`];
  return [...byHand, ...(schedule === null ? [] : saySchedule(schedule)), ...events, ...condition];
}

function saySchedule(schedule: NonNullable<Plan['schedule']>): readonly string[] {
  const overlap = {
    skip: 'a run that would start while one is live is skipped',
    queue: 'a run that would start while one is live waits for it',
    allow: 'runs may overlap',
  }[schedule.overlap];
  const skipped = schedule.skip.length === 0 ? [] : [`Not on ${schedule.skip.join(', ')}.`];
  const jitter = schedule.jitter_seconds === 0 ? '' : `, spread over ${sayLength(schedule.jitter_seconds)}`;
  return [
    `On the schedule ${schedule.cron} (${schedule.timezone})${jitter}; ${overlap}; after an outage it catches up ${sayLength(schedule.catchup_window_seconds)}.`,
    ...skipped,
  ];
}

/** The bound, then a line for each reason. */
function worstCase(bound: Bound): readonly string[] {
  const because = bound.because.map(({ line, text }) => `  line ${line}: ${text}`);
  if (bound.kind === 'unbounded') return ['One execution can move any amount of daily money, because:', ...because];
  if (bound.amount === 0) return [`One execution moves no daily money: ${bound.because[0]?.text ?? ''}.`];
  const also = bound.also.length === 0 ? '' : ` (and no more than ${bound.also.map(sayAmount).join(', nor than ')})`;
  return [`One execution moves at most ${sayBound(bound)}${also}, because:`, ...because];
}

function approvals(plan: Plan): readonly string[] {
  const writes = everyStep([...plan.steps, ...(plan.on_failure ?? [])]).some(
    (step) => step.kind === 'action' && step.effect === 'write',
  );
  if (!writes) return [];
  const { autonomy, require_approval_if } = plan.guardrails;
  if (autonomy === 'shadow')
    return ['Shadow: changes are planned and recorded, but nobody is asked and nothing is written.'];
  const own = 'a step with an approval of its own always asks';
  const rule =
    require_approval_if !== null
      ? `A change is approved by people when ${require_approval_if.source}; a rule that cannot be evaluated blocks it; ${own}.`
      : autonomy === 'auto'
        ? `A change is approved by people until the playbook has earned to act by itself at low risk; ${own}.`
        : 'Every change of an ad platform is approved by people before it is applied.';
  return [rule, ...sayApproval(plan.approval)];
}

function outcome({ outcome: promise }: Plan): readonly string[] {
  if (promise === null) return [];
  const least = promise.minimum_effect_pct === 0 ? '' : ` by at least ${promise.minimum_effect_pct} %`;
  return [
    `It promises to ${promise.direction} ${promise.metric}${least} within ${sayLength(promise.window_seconds)}; this is measured and recorded.`,
  ];
}

function limits(plan: Plan): readonly string[] {
  const { key, limit, on_conflict } = plan.concurrency;
  const each = key === null ? (plan.scope === 'none' ? 'this playbook' : `each ${plan.scope}`) : `each ${key.source}`;
  const conflict = { queue: 'waits', skip: 'is skipped', cancel_running: 'cancels the one that runs' }[on_conflict];
  return [
    `At most ${limit} live ${limit === 1 ? 'execution' : 'executions'} for ${each}; another ${conflict}.`,
    `An execution ends after ${sayLength(plan.timeout_seconds)} at the latest.`,
  ];
}
