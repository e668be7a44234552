import type { ForEachStep } from '../../../contracts/plan/index.ts';
import { nameOf, plain, type ValueType } from '../../expressions/checking.ts';
import { readExpression } from '../expressions/compile-expression.ts';
import { readFields, reportMissing } from '../fields.ts';
import { define } from '../flow.ts';
import { languageMaps, stepMaps } from '../keys/index.ts';
import { readChoice, readIdentifier, readNumber } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import { loopBody } from './loop-body.ts';
import type { StepKindRow } from './step-kind.ts';

const { keys } = languageMaps.for_each;

/** `for_each: list` most likely names the list. */
function instead(node: SourceNode): string | null {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return null;
  const items = node.value.replace(/^\s*\{\{\s*|\s*\}\}\s*$/g, '');
  return `{ items: ${items}, max_parallel: 5 }`;
}

/** `for_each`: the same steps for each item of a list. What is named inside is not seen outside; `output` gathers the last step of each round. */
export const forEachKind: StepKindRow = {
  ...stepMaps.for_each,
  compile: (source) => {
    const { base, fields, context, inside, place, compileSteps } = source;
    const { report } = context;
    const node = fields.node('for_each');
    const loop = node === undefined ? null : readFields(node, { ...languageMaps.for_each, instead }, report);
    if (loop !== null) {
      if (loop.entry('items') === undefined)
        reportMissing(loop.place, '`for_each`', 'items', 'an expression that gives a list', report);
      if (loop.entry('max_parallel') === undefined) {
        report.add({
          code: 'PLAYBOOK_LOOP_UNCAPPED',
          place: fields.entry('for_each')?.keyPlace ?? place,
          message: '`for_each` does not say how many items may run at once.',
          expected: `max_parallel from ${keys.max_parallel.value.from} to ${keys.max_parallel.value.to}`,
          suggestion: 'max_parallel: 5',
        });
      }
    }
    const itemsNode = loop?.node('items');
    const items = itemsNode === undefined ? null : readExpression(itemsNode, '`items`', inside, context);
    let itemType: ValueType = plain('any');
    if (items !== null && items.type.kind === 'list') itemType = items.type.item;
    const notList = items !== null && items.type.kind !== 'list' && items.type.kind !== 'any';
    if (itemsNode !== undefined && items !== null && (notList || items.type.nullable)) {
      report.add({
        code: items.type.nullable ? 'PLAYBOOK_VALUE_MAY_BE_ABSENT' : 'PLAYBOOK_EXPRESSION_TYPE',
        place: itemsNode.place,
        message: items.type.nullable ? '`items` may be null or absent here.' : `\`items\` gives ${nameOf(items.type)}.`,
        expected: 'a list',
        suggestion: items.type.nullable ? 'Guard it in the condition of the step: has(…)' : null,
      });
    }
    const as = readIdentifier(loop?.node('as'), '`as`', report) ?? keys.as.default;
    const round = define(inside, as, itemType, loop?.entry('as')?.value.place ?? place, context);
    const { steps } = compileSteps(loopBody(source, 'for_each', loop), '`steps`', round);
    const output = readIdentifier(fields.node('output'), '`output`', report);
    const gathered: ValueType = { kind: 'list', item: plain('any'), nullable: false };
    const scope =
      output === null
        ? inside
        : define(inside, output, gathered, fields.entry('output')?.value.place ?? place, context);
    const after = { scope, ended: false };
    if (items === null) return { step: null, after };
    const step: ForEachStep = {
      ...base,
      kind: 'for_each',
      items: items.expression,
      as,
      max_parallel: readNumber(loop?.node('max_parallel'), '`max_parallel`', keys.max_parallel.value, report) ?? 1,
      on_item_error:
        readChoice(loop?.node('on_item_error'), '`on_item_error`', keys.on_item_error.value.of, report) ?? 'fail',
      steps,
      output,
    };
    return { step, after };
  },
};
