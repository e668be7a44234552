import { finalStatuses } from '../../../contracts/execution.ts';
import type { PlaybookStep, Template } from '../../../contracts/plan/index.ts';
import { certain, mapType, maybe, plain, textType } from '../../expressions/checking.ts';
import { checkValue } from '../expressions/check-value.ts';
import { compileTemplate } from '../expressions/compile-template.ts';
import { reportMissing, reportType } from '../fields.ts';
import { define } from '../flow.ts';
import { stepMaps } from '../keys/index.ts';
import { findPlaybook, type KnownPlaybook } from '../known-playbooks.ts';
import { closest } from '../nearest.ts';
import { typeOfInput } from '../policies/inputs.ts';
import { readIdentifier, readText } from '../scalars.ts';
import type { StepKindRow, StepSource } from './step-kind.ts';

/** How a child execution ended, as contracts/execution.ts says it. What it named is not known here. */
const childResult = mapType({
  execution_id: textType(),
  status: textType(finalStatuses),
  result: plain('any'),
  outputs: plain('any'),
});

/** `playbook`: runs another playbook as a child execution and waits for its end. Cycles are found once all calls are known. */
export const playbookKind: StepKindRow = {
  ...stepMaps.playbook,
  compile: (source) => {
    const { base, fields, context, inside, place } = source;
    if (fields.entry('playbook') === undefined)
      reportMissing(place, 'The step', 'playbook', 'the id of another playbook', context.report);
    const node = fields.node('playbook');
    const name = readText(node, '`playbook`', context.report);
    const known = name === null || node === undefined ? null : findChild(name, source);
    if (name !== null && node !== undefined) context.calls.push({ name, place: node.place });
    const inputs = compileInputs(source, known);
    const output = readIdentifier(fields.node('output'), '`output`', context.report);
    const scope =
      output === null
        ? inside
        : define(inside, output, childResult, fields.entry('output')?.value.place ?? place, context);
    const after = { scope, ended: false };
    if (name === null) return { step: null, after };
    const step: PlaybookStep = { ...base, kind: 'playbook', playbook_id: known?.playbook_id ?? name, inputs, output };
    return { step, after };
  },
};

function findChild(name: string, { context, fields, place }: StepSource): KnownPlaybook | null {
  const { playbooks, playbookId, incomplete, report } = context;
  // That it calls itself is told as a circle; that it does not exist would be wrong.
  if (playbooks === null || name === playbookId) return null;
  const found = findPlaybook(name, playbooks);
  if (found !== undefined) return found;
  if (incomplete) return null;
  const ids = playbooks.map((each) => each.playbook_id);
  report.add({
    code: 'PLAYBOOK_CHILD_UNKNOWN',
    place: fields.entry('playbook')?.value.place ?? place,
    message: `There is no playbook ${name}.`,
    expected: ids.slice(0, 30).join(', ') || 'the id of a playbook',
    suggestion: closest(name, [...ids, ...playbooks.map((each) => each.slug)]),
  });
  return null;
}

function compileInputs(
  { fields, context, inside, place }: StepSource,
  child: KnownPlaybook | null,
): PlaybookStep['inputs'] {
  const { report } = context;
  const node = fields.node('inputs');
  if (node !== undefined && node.kind !== 'map' && !(node.kind === 'scalar' && node.value === null))
    reportType(node, '`inputs`', 'a map of inputs', report);
  const inputs: Record<string, Template> = {};
  const entries = node?.kind === 'map' ? node.entries : [];
  const names = Object.keys(child?.inputs ?? {});
  for (const { key, keyPlace, value } of entries) {
    const compiled = compileTemplate(value, inside, context);
    inputs[key] = compiled.template;
    if (child === null) continue;
    const wanted = Object.hasOwn(child.inputs, key) ? child.inputs[key] : undefined;
    if (wanted !== undefined) {
      const type = typeOfInput(wanted.type);
      checkValue(compiled, wanted.required ? certain(type) : maybe(type), key, context);
      continue;
    }
    report.add({
      code: 'PLAYBOOK_PARAM_UNKNOWN',
      place: keyPlace,
      message: `${child.playbook_id} has no input ${key}.`,
      expected: names.join(', ') || 'no `inputs`',
      suggestion: closest(key, names),
    });
  }
  const missing = Object.entries(child?.inputs ?? {}).filter(
    ([name, { required }]) =>
      required && !Object.keys(inputs).some((key) => key === name || closest(key, names) === name),
  );
  for (const [name] of node?.kind === 'broken' ? [] : missing) {
    report.add({
      code: 'PLAYBOOK_PARAM_MISSING',
      place: fields.entry('playbook')?.value.place ?? place,
      message: `${child?.playbook_id} needs the input ${name}.`,
      expected: names.join(', '),
      suggestion: `inputs: { ${name}: … }`,
    });
  }
  return inputs;
}
