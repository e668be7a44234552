import type { EventTrigger, Plan } from '../../contracts/plan/index.ts';
import type { EvaluatedExpression, Evaluation } from '../../contracts/trigger.ts';
import type { EventScope } from '../../contracts/watch-triggers.ts';
import { traceExpression } from '../expressions/trace.ts';
import { asCondition, evaluateWhen } from './evaluate-when.ts';
import { sayWhy } from './say-why.ts';

/** What a playbook is asked about: an entity with its features at a moment, and the event that made it ask, if one did. */
export type TriggerCase = {
  readonly entity: { readonly type: string; readonly id: string; readonly name: string } | null;
  readonly context: Evaluation['features'];
  readonly event: EventScope | null;
  readonly now: string;
};

/** Whether it starts, and what decided. `failed` means that a condition could not be evaluated: then it does not start. */
export type Judgement = {
  readonly verdict: 'fires' | 'not_fired' | 'failed';
  readonly because: string;
  readonly values: readonly EvaluatedExpression[];
};

/**
 * Judges whether a playbook starts: first `match` of the trigger that listens to the event, then `when`. With several
 * triggers for one event any of them is enough. Both are evaluated with all their parts, whatever the other one says.
 */
export function judge(plan: Pick<Plan, 'when' | 'on'>, asked: TriggerCase): Judgement {
  const { context, entity, event, now } = asked;
  const matches = event === null ? null : matchOf(listeners(plan, event.name), event);
  const scope = { context, now, ...(entity === null ? {} : { entity }), ...(event === null ? {} : { event }) };
  const when = plan.when === null ? null : evaluateWhen(plan.when, scope);
  const values = [...(matches === null ? [] : [matches]), ...(when === null ? [] : topLevel(when))];
  for (const part of [matches, when]) {
    if (part === null || part.value === true) continue;
    return { verdict: part.error === null ? 'not_fired' : 'failed', because: sayWhy(part), values };
  }
  const reasons = [matches, when].flatMap((part) => (part === null ? [] : [sayWhy(part)]));
  const free =
    event === null ? 'there is no condition: it starts every time' : `there is no condition on ${event.name}`;
  return { verdict: 'fires', because: reasons.length === 0 ? free : reasons.join('; '), values };
}

/** The triggers of a playbook that listen to events of a name. */
export function listeners(plan: Pick<Plan, 'on'>, name: string): readonly EventTrigger[] {
  return (plan.on ?? []).filter((trigger) => trigger.event === name);
}

/** Null when one of the triggers takes every event of the name. */
function matchOf(triggers: readonly EventTrigger[], event: EventScope): EvaluatedExpression | null {
  const expressions = triggers.flatMap((trigger) => (trigger.match === null ? [] : [trigger.match]));
  const [first] = expressions;
  if (first === undefined || expressions.length < triggers.length) return null;
  if (expressions.length === 1) return asCondition(traceExpression(first, { event }));
  return evaluateWhen(
    { kind: 'any', items: expressions.map((expression) => ({ kind: 'expression', expression })) },
    { event },
  );
}

/** The items of `when`, which must all hold, stand side by side. */
function topLevel(when: EvaluatedExpression): readonly EvaluatedExpression[] {
  return when.source === 'AND' ? when.children : [when];
}
