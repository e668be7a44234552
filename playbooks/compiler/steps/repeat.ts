import type { RepeatStep } from '../../../contracts/plan/index.ts';
import { plain } from '../../expressions/checking.ts';
import type { Scope } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { constantOf, warnConstant } from '../expressions/constant.ts';
import { type Fields, readFields } from '../fields.ts';
import { carry, type Flow, withGuards, withMaybe, withName } from '../flow.ts';
import { languageMaps, stepMaps } from '../keys/index.ts';
import { readChoice, readIdentifier, readNumber } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import { loopBody } from './loop-body.ts';
import type { StepKindRow, StepSource } from './step-kind.ts';

const { keys } = languageMaps.repeat;

/**
 * `repeat`: the same steps again and again, in one set of names. What a round names may be there in the next one, is there in
 * `until` and after it, and may be absent after `while`, which may hold not even once. The number of the round stays inside.
 */
export const repeatKind: StepKindRow = {
  ...stepMaps.repeat,
  compile: (source) => {
    const { base, fields, context, inside } = source;
    const node = fields.node('repeat');
    const loop = node === undefined ? null : readFields(node, languageMaps.repeat, context.report);
    const body = loopBody(source, 'repeat', loop);
    if (loop !== null) checkShape(loop, source);
    const as = readIdentifier(loop?.node('as'), '`as`', context.report) ?? keys.as.default;
    const onLimit = readChoice(loop?.node('on_limit'), '`on_limit`', keys.on_limit.value.of, context.report) ?? 'fail';

    const round = roundName(as, source, loop);
    const carried = carry(round, namesAhead(body, round, source));
    const whileNode = loop?.node('while');
    const asked = whileNode === undefined ? null : readCondition(whileNode, '`while`', carried, context);
    if (constantOf(asked?.expression.source ?? '') === false && whileNode !== undefined)
      warnConstant(asked, whileNode, '`while`', context.report);
    const first = asked === null ? carried : withGuards(carried, asked.guards);
    const { steps, after } = source.compileSteps(body, '`steps`', first);
    if (context.lookingAhead && body !== undefined) context.seenAhead.set(body, after.scope.names);
    const untilNode = loop?.node('until');
    const untilScope: Scope = { ...after.scope, guarded: inside.guarded };
    const done = untilNode === undefined ? null : readCondition(untilNode, '`until`', untilScope, context);
    const limit = readNumber(
      loop?.node('max_iterations'),
      '`max_iterations`',
      keys.max_iterations.value,
      context.report,
    );

    const never =
      (asked !== null && constantOf(asked.expression.source) === true) ||
      (done !== null && constantOf(done.expression.source) === false);
    const flow: Flow = {
      scope: afterLoop(inside, after.scope, as, asked !== null),
      // A loop that can only end by its cap, which fails, leads nowhere; nor does one whose first round ends the execution.
      ended: (never && onLimit === 'fail') || (after.ended && asked === null),
      ...(done !== null && onLimit === 'fail' ? { learned: done.guards } : {}),
    };
    if ((asked === null) === (done === null)) return { step: null, after: flow };
    const step: RepeatStep = {
      ...base,
      kind: 'repeat',
      while: asked?.expression ?? null,
      until: done?.expression ?? null,
      as,
      max_iterations: limit ?? 1,
      on_limit: onLimit,
      steps,
    };
    return { step, after: flow };
  },
};

/**
 * What the steps will name, so that a round can ask for what the one before it left. Inside a look ahead there is none further:
 * what a value is made of may stay unknown there.
 */
function namesAhead(body: SourceNode | undefined, round: Scope, { context, compileSteps }: StepSource): Scope['names'] {
  const seen = body === undefined ? undefined : context.seenAhead.get(body);
  if (seen !== undefined || context.lookingAhead) return seen ?? {};
  return compileSteps(body, '`steps`', round, true).after.scope.names;
}

/** The name of the round’s number. Like the item of a for_each it may not hide another name. */
function roundName(as: string, { inside, context, place }: StepSource, loop: Fields | null): Scope {
  if (!Object.hasOwn(inside.names, as)) return withName(inside, as, plain('integer'));
  context.report.add({
    code: 'PLAYBOOK_OUTPUT_DUPLICATE',
    place: loop?.entry('as')?.value.place ?? { start: place.start, end: place.start + 1 },
    message: `${as} is already set; the number of the round needs a name of its own.`,
    expected: 'a name that is not used yet',
    suggestion: `as: ${as}_2`,
  });
  return inside;
}

function afterLoop(before: Scope, end: Scope, as: string, mayBeNone: boolean): Scope {
  const { [as]: _round, ...names } = end.names;
  const own = Object.hasOwn(before.names, as) ? { ...names, [as]: before.names[as] ?? plain('any') } : names;
  const carried = new Set([...(before.carried ?? [])].filter((name) => end.carried?.has(name)));
  const scope = { ...end, names: own, guarded: before.guarded, carried };
  return mayBeNone ? withMaybe({ ...before, carried }, scope) : scope;
}

function checkShape(loop: Fields, { fields, context, place }: StepSource): void {
  const both = loop.entry('while') !== undefined && loop.entry('until') !== undefined;
  const at = fields.entry('repeat')?.keyPlace ?? place;
  if (both || (loop.entry('while') === undefined && loop.entry('until') === undefined)) {
    context.report.add({
      code: both ? 'PLAYBOOK_VALUE_INVALID' : 'PLAYBOOK_KEY_MISSING',
      place: both ? (loop.entry('until')?.keyPlace ?? at) : at,
      message: both ? '`repeat` has both `while` and `until`.' : '`repeat` has neither `while` nor `until`.',
      expected: '`while`, asked before each round, or `until`, asked after it',
      suggestion: both ? 'Keep one of them; join them with && or ||.' : 'until: …',
    });
  }
  if (loop.entry('max_iterations') !== undefined) return;
  context.report.add({
    code: 'PLAYBOOK_LOOP_UNCAPPED',
    place: at,
    message: '`repeat` does not say how many rounds there may be at most.',
    expected: `max_iterations from ${keys.max_iterations.value.from} to ${keys.max_iterations.value.to}`,
    suggestion: 'max_iterations: 10',
  });
}
