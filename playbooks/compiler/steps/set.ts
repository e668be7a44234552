import type { Template } from '../../../contracts/plan/index.ts';
import { compileTemplate } from '../expressions/compile-template.ts';
import { reportType } from '../fields.ts';
import { define } from '../flow.ts';
import { stepMaps } from '../keys/index.ts';
import type { StepKindRow } from './step-kind.ts';

/** `set`: names values for later steps. Pure: it costs no history event. Values see what was named before the step. */
export const setKind: StepKindRow = {
  ...stepMaps.set,
  compile: ({ base, fields, context, inside }) => {
    const node = fields.node('set');
    if (node !== undefined && node.kind !== 'map')
      reportType(node, '`set`', 'a map of names and values', context.report);
    const values: Record<string, Template> = {};
    let scope = inside;
    for (const { key, keyPlace, value } of node?.kind === 'map' ? node.entries : []) {
      const compiled = compileTemplate(value, inside, context);
      if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(key)) {
        context.report.add({
          code: 'PLAYBOOK_ID_INVALID',
          place: keyPlace,
          message: `${key} is not a name that an expression can say.`,
          expected: 'letters a–z, digits and _',
        });
        continue;
      }
      if (
        value.kind === 'scalar' &&
        typeof value.value === 'string' &&
        !value.quoted &&
        looksLikeExpression(value.value, inside.names)
      ) {
        context.report.add({
          code: 'PLAYBOOK_TEXT_LOOKS_LIKE_EXPRESSION',
          severity: 'warning',
          place: value.place,
          message: 'This is taken as a text, not evaluated.',
          expected: 'an expression between {{ and }}, or a text in quotes',
          suggestion: `'{{ ${value.value} }}'`,
        });
      }
      values[key] = compiled.template;
      scope = define(scope, key, compiled.type, keyPlace, context);
    }
    return { step: { ...base, kind: 'set', values }, after: { scope, ended: false } };
  },
};

function looksLikeExpression(text: string, names: Readonly<Record<string, unknown>>): boolean {
  const root = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text)?.[0];
  return (
    root !== undefined && Object.hasOwn(names, root) && /^[A-Za-z_][A-Za-z0-9_]*([.[]|\s*[-+*/<>=!%&|?])/.test(text)
  );
}
