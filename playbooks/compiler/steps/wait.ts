import type { WaitStep } from '../../../contracts/plan/index.ts';
import { parseDuration, parseTimestamp } from '../../expressions/checking.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { readExpression } from '../expressions/compile-expression.ts';
import { readFields, reportMissing } from '../fields.ts';
import { readDuration } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import type { StepKindRow } from './step-kind.ts';

const longest = { from: 1, to: 365 * 86_400 };

/** `wait: {for: 3d}` or `wait: {until: '{{ … }}'}`: a durable pause. `wait: 3d` is short for the first. */
export const waitKind: StepKindRow = {
  keys: ['wait'],
  alsoTakes: [],
  compile: ({ base, fields, context, inside }) => {
    const node = fields.node('wait');
    const wait = node === undefined ? null : readWait(node, inside, context);
    return { step: wait === null ? null : { ...base, kind: 'wait', wait }, after: { scope: inside, ended: false } };
  },
};

function readWait(node: SourceNode, scope: Scope, context: CompileContext): WaitStep['wait'] | null {
  const { report } = context;
  if (node.kind === 'scalar') {
    const seconds = readDuration(node, '`wait`', longest, report);
    return seconds === null ? null : { kind: 'for', seconds };
  }
  const later = 'Use `wait: {for: …}` or `wait: {until: …}` for now.';
  const fields = readFields(
    node,
    { what: '`wait`', allowed: ['for', 'until'], notYet: { event: later, timeout: later } },
    report,
  );
  if (fields === null) return null;
  const length = fields.node('for');
  const until = fields.node('until');
  if ((length === undefined) === (until === undefined)) {
    const skipped = fields.entry('for') ?? fields.entry('until');
    if (length !== undefined)
      report.add({
        code: 'PLAYBOOK_VALUE_INVALID',
        place: fields.place,
        message: '`wait` has both `for` and `until`.',
        expected: 'one of them',
      });
    else if (skipped === undefined) reportMissing(fields.place, '`wait`', 'for', 'for: 3d, or until: a time', report);
    return null;
  }
  if (length !== undefined) {
    const seconds = readDuration(length, '`for`', longest, report);
    return seconds === null ? null : { kind: 'for', seconds };
  }
  return until === undefined ? null : readUntil(until, scope, context);
}

function readUntil(node: SourceNode, scope: Scope, context: CompileContext): WaitStep['wait'] | null {
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    const text = node.value.trim();
    if (parseTimestamp(text) !== null) {
      return {
        kind: 'until',
        until: { source: `timestamp("${text}")`, line: context.report.lineAt(node.place.start) },
      };
    }
    if (parseDuration(text) !== null) {
      context.report.add({
        code: 'PLAYBOOK_VALUE_INVALID',
        place: node.place,
        message: '`until` takes a point in time, not a duration.',
        expected: 'a timestamp',
        suggestion: `for: ${text}`,
      });
      return null;
    }
  }
  const compiled = readExpression(node, '`until`', scope, context);
  if (compiled === null) return null;
  const { kind } = compiled.type;
  if (kind !== 'timestamp' && kind !== 'string' && kind !== 'any') {
    context.report.add({
      code: 'PLAYBOOK_EXPRESSION_TYPE',
      place: node.place,
      message: '`until` does not give a point in time.',
      expected: 'a timestamp or its ISO 8601 text',
      suggestion: "timestamp(now) + duration('3d')",
    });
  } else if (compiled.type.nullable) {
    context.report.add({
      code: 'PLAYBOOK_VALUE_MAY_BE_ABSENT',
      place: node.place,
      message: 'The time may be null or absent here.',
      expected: 'a timestamp',
      suggestion: 'Guard it in the condition of the step: has(…)',
    });
  }
  return { kind: 'until', until: compiled.expression };
}
