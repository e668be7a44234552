import { compileTemplate } from '../expressions/compile-template.ts';
import { readFields } from '../fields.ts';
import { languageMaps, stepMaps } from '../keys/index.ts';
import { readChoice } from '../scalars.ts';
import type { StepKindRow } from './step-kind.ts';

const statuses = languageMaps.stop.keys.status.value.of;

/** `stop`: ends the execution here. `stop: completed` is short for `stop: {status: completed}`. */
export const stopKind: StepKindRow = {
  ...stepMaps.stop,
  compile: ({ base, fields, context, inside }) => {
    const node = fields.node('stop');
    const after = { scope: inside, ended: true };
    if (node?.kind === 'scalar' && node.value !== null) {
      const status = readChoice(node, '`stop`', statuses, context.report);
      return { step: status === null ? null : { ...base, kind: 'stop', status, result: null }, after };
    }
    const isEmpty = node === undefined || node.kind === 'scalar';
    const inner = isEmpty ? null : readFields(node, languageMaps.stop, context.report);
    const result = inner?.node('result');
    const status = readChoice(inner?.node('status'), '`status`', statuses, context.report) ?? 'completed';
    const template = result === undefined ? null : compileTemplate(result, inside, context).template;
    return { step: { ...base, kind: 'stop', status, result: template }, after };
  },
};
