import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { Plan, Step } from '../../contracts/plan/index.ts';
import { evaluateExpression, resolveTemplate } from '../../playbooks/expressions/index.ts';
import { isObject } from '../../playbooks/testing/example-value.ts';
import { branches, items } from './evaluate-together.ts';
import { type Outcome, tryLine } from './outcome.ts';
import { type Ending, roundOf, still, type Went, type Where } from './went.ts';
import { propertyWorld } from './world.ts';

/**
 * A second, plain reading of the language, to hold the interpreter against: a recursive walk over the plan that computes
 * when everything begins and ends. Nothing runs at once in here: branches are computed one by one, and those that another
 * one ended are computed again with the moment at which they are called off. Slow, and simple enough to be believed.
 */

const forever = Number.POSITIVE_INFINITY;

/** What a plan does, by the language alone. Times count from the start. */
export function evaluatePlan(plan: Plan, inputs: JsonObject, cancel_after_ms: number | null): Outcome {
  const start: Where = {
    ...{ at: 0, names: {}, rounds: '', off: cancel_after_ms ?? forever },
    local: { inputs, context: {}, entity: null },
  };
  const story = list(plan.steps, start);
  const failed = failureOf(story.ending);
  const after =
    failed === null || statusOf(failed.code) !== 'failed' || plan.on_failure === undefined
      ? null
      : list(plan.on_failure, {
          ...start,
          at: story.until,
          names: story.names,
          off: forever,
          local: withError(start.local, failed),
        });
  const { status, result, error } = endOf(story.ending);
  return {
    ...{ status, result, error },
    outputs: after?.names ?? story.names,
    lasted_ms: after?.until ?? story.until,
    tries: [...story.tries, ...(after?.tries ?? [])].toSorted(),
  };
}

function endOf(ending: Ending | null): Pick<Outcome, 'status' | 'result' | 'error'> {
  if (ending === null) return { status: 'completed', result: null, error: null };
  if (ending.kind === 'called_off') return { status: 'cancelled', result: null, error: 'EXECUTION_CANCELLED' };
  if (ending.kind === 'failed') return { status: statusOf(ending.code), result: null, error: ending.code };
  const { status, result } = ending;
  return { status, result, error: status === 'failed' ? 'EXECUTION_STOPPED' : null };
}

function statusOf(code: string): string {
  if (code === 'APPROVAL_REJECTED') return 'rejected';
  return code === 'APPROVAL_EXPIRED' ? 'expired' : 'failed';
}

/** A playbook that stops itself as failed has failed, too. */
function failureOf(ending: Ending | null): { readonly code: string; readonly step_id: string | null } | null {
  if (ending?.kind === 'failed') return ending;
  return ending?.kind === 'stopped' && ending.status === 'failed' ? { code: 'EXECUTION_STOPPED', step_id: null } : null;
}

function withError(local: JsonObject, { code, step_id }: { code: string; step_id: string | null }): JsonObject {
  return { ...local, error: { code, message: '', step_id, details: {} } };
}

function list(steps: readonly Step[], where: Where): Went {
  let went: Went = { until: where.at, names: where.names, tries: [], value: null, ending: null };
  for (const step of steps) {
    const one = single(step, { ...where, at: went.until, names: went.names });
    went = { ...one, tries: [...went.tries, ...one.tries] };
    if (went.ending !== null) return went;
  }
  return went;
}

function single(step: Step, where: Where): Went {
  const wanted = step.condition === null || read(step.condition.source, where) === true;
  const went = wanted ? perform(step, where) : still(where, null);
  if (went.ending !== null) return went;
  return { ...went, names: { ...went.names, ...namedBy(step, went.value) } };
}

function namedBy(step: Step, value: JsonValue): JsonObject {
  if (step.kind === 'set') return isObject(value) ? value : {};
  const output = 'output' in step ? step.output : null;
  return output === null || output === undefined ? {} : { [output]: value };
}

function perform(step: Step, where: Where): Went {
  switch (step.kind) {
    case 'action': {
      const went = tries(step, where);
      return went.ending?.kind === 'failed' && step.on_error === 'continue'
        ? { ...went, ending: null, value: null }
        : went;
    }
    case 'set':
      return still(
        where,
        Object.fromEntries(Object.entries(step.values).map(([name, value]) => [name, fill(value, where)])),
      );
    case 'wait':
      return waitFor(step, where);
    case 'approval':
      return ask(step, where);
    case 'switch': {
      const chosen = step.cases.find(({ when }) => read(when.source, where) === true)?.steps ?? step.otherwise;
      return list(chosen, where);
    }
    case 'stop': {
      const result = step.result === null ? null : fill(step.result, where);
      return { ...still(where, null), ending: { kind: 'stopped', status: step.status, result } };
    }
    case 'parallel':
      return branches(step, where, list);
    case 'for_each':
      return items(step, where, read(step.items.source, where), list);
    case 'repeat':
      return rounds(step, where);
    case 'try':
      return attempt(step, where);
    default:
      throw new TypeError(`No ${step.kind} is generated`);
  }
}

/** Something that takes time, unless it is called off before. */
function takes(where: Where, ms: number, went: Partial<Went>): Went {
  const whole = { ...still(where, null), ...went };
  if (where.at + ms < where.off) return { ...whole, until: where.at + ms };
  return { ...whole, until: Math.max(where.at, where.off), value: null, ending: { kind: 'called_off' } };
}

function tries(step: Extract<Step, { kind: 'action' }>, where: Where): Went {
  const params = Object.fromEntries(Object.entries(step.params).map(([name, value]) => [name, fill(value, where)]));
  const { max_attempts, initial_interval_seconds, backoff_coefficient, max_interval_seconds } = step.retry;
  const lines: string[] = [];
  let { at } = where;
  for (let number = 1; ; number += 1) {
    lines.push(tryLine(at, step.id, where.rounds, number, params.value));
    const came = propertyWorld.attempt(step.id, where.rounds, number, params);
    const here = { ...where, at };
    if (came.kind === 'value') return takes(here, came.after_ms, { tries: lines, value: came.value });
    if (!came.retryable || number >= max_attempts) {
      const ending: Ending = { kind: 'failed', code: came.code, step_id: step.id };
      return takes(here, came.after_ms, { tries: lines, ending });
    }
    const pause = Math.min(max_interval_seconds, initial_interval_seconds * backoff_coefficient ** (number - 1)) * 1000;
    const tried = takes(here, came.after_ms + pause, { tries: lines });
    if (tried.ending !== null) return tried;
    at = tried.until;
  }
}

function waitFor(step: Extract<Step, { kind: 'wait' }>, where: Where): Went {
  const { wait } = step;
  if (wait.kind === 'for') return takes(where, wait.seconds * 1000, {});
  if (wait.kind !== 'event') throw new TypeError(`No wait ${wait.kind} is generated`);
  const heard = propertyWorld.event(wait.event);
  const limit = wait.timeout_seconds * 1000;
  if (heard !== null && heard <= where.at) return still(where, { name: wait.event, data: {} });
  if (heard !== null && heard - where.at < limit)
    return takes(where, heard - where.at, { value: { name: wait.event, data: {} } });
  if (wait.on_timeout === 'continue') return takes(where, limit, {});
  return takes(where, limit, { ending: { kind: 'failed', code: 'WAIT_TIMED_OUT', step_id: step.id } });
}

function ask(step: Extract<Step, { kind: 'approval' }>, where: Where): Went {
  const said = propertyWorld.decision(step.id, where.rounds);
  const limit = step.approval.timeout_seconds * 1000;
  const failed = (code: string): Ending => ({ kind: 'failed', code, step_id: step.id });
  if (said === null || said.after_ms >= limit) return takes(where, limit, { ending: failed('APPROVAL_EXPIRED') });
  if (said.decision === 'reject') return takes(where, said.after_ms, { ending: failed('APPROVAL_REJECTED') });
  const value = { approved: true, approval_id: '', approved_by: ['ann@example.com'], edits: {} };
  return takes(where, said.after_ms + step.approval.undo_window_seconds * 1000, { value });
}

function rounds(step: Extract<Step, { kind: 'repeat' }>, where: Where): Went {
  let went = still(where, null);
  for (let round = 0; ; round += 1) {
    const path = roundOf(where, round);
    const inside = {
      ...where,
      at: went.until,
      names: went.names,
      rounds: path,
      local: { ...where.local, [step.as]: round },
    };
    const asks = step.while === null || read(step.while.source, inside) === true;
    if (!asks) return { ...went, value: null };
    if (round >= step.max_iterations) {
      const ending: Ending | null =
        step.on_limit === 'fail' ? { kind: 'failed', code: 'LOOP_LIMIT_REACHED', step_id: step.id } : null;
      return { ...went, value: null, ending };
    }
    const one = list(step.steps, inside);
    went = { ...one, tries: [...went.tries, ...one.tries] };
    if (went.ending !== null) return went;
    if (step.until !== null && read(step.until.source, { ...inside, names: went.names }) === true)
      return { ...went, value: null };
  }
}

function attempt(step: Extract<Step, { kind: 'try' }>, where: Where): Went {
  const handled = guarded(step, where);
  if (step.finally.length === 0) return { ...handled, value: null };
  const last = list(step.finally, { ...where, at: handled.until, names: handled.names, off: forever });
  const late: Ending | null =
    handled.ending === null && last.ending === null && last.until >= where.off ? { kind: 'called_off' } : null;
  return {
    ...{ until: last.until, names: last.names, value: null, tries: [...handled.tries, ...last.tries] },
    ending: handled.ending ?? last.ending ?? late,
  };
}

function guarded(step: Extract<Step, { kind: 'try' }>, where: Where): Went {
  const tried = list(step.steps, where);
  const { ending } = tried;
  if (ending?.kind !== 'failed') return tried;
  const inside = { ...where, at: tried.until, names: tried.names, local: withError(where.local, ending) };
  const chosen = step.catches.find(({ when }) => when === null || read(when.source, inside) === true);
  if (chosen === undefined) return tried;
  const caught = list(chosen.steps, inside);
  return { ...caught, tries: [...tried.tries, ...caught.tries] };
}

function read(source: string, { names, local }: Where): JsonValue {
  return evaluateExpression(source, { ...names, ...local });
}

function fill(template: Parameters<typeof resolveTemplate>[0], { names, local }: Where): JsonValue {
  return resolveTemplate(template, { ...names, ...local });
}
