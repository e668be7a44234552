import { z } from 'zod';
import { nameOf, type ValueType } from '../../expressions/checking.ts';
import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';
import type { CompiledTemplate } from './compile-template.ts';

/** Checks a value without expressions against the parameter’s own schema, ranges and formats included; points at the part that fails. */
export function checkLiteral(
  value: CompiledTemplate,
  schema: z.core.$ZodType | undefined,
  wanted: ValueType,
  what: string,
  report: Report,
): void {
  if (schema === undefined || value.template.kind !== 'literal') return;
  const parsed = z.safeParse(schema, value.template.value);
  if (parsed.success) return;
  for (const issue of parsed.error.issues.slice(0, 5)) {
    let part = value;
    for (const key of issue.path) part = part.children[String(key)] ?? part;
    const atTop = issue.path.length === 0;
    const literal = part.template.kind === 'literal' ? part.template.value : null;
    const choices = atTop && wanted.kind === 'string' && wanted.values !== null ? wanted.values : [];
    const asNumber =
      typeof literal === 'string' &&
      /^-?\d+(\.\d+)?$/.test(literal) &&
      (wanted.kind === 'number' || wanted.kind === 'integer');
    const asText = (typeof literal === 'number' || typeof literal === 'boolean') && wanted.kind === 'string';
    report.add({
      code: 'PLAYBOOK_PARAM_TYPE',
      place: part.node.place,
      message: `${[what, ...issue.path.map(String)].join('.')}: ${plainIssue(issue.message)}.`,
      expected: atTop ? nameOf(wanted) : null,
      suggestion: asNumber
        ? literal
        : asText
          ? `'${part.node.kind === 'scalar' ? part.node.raw : literal}'`
          : typeof literal === 'string'
            ? nearest(literal, choices)
            : null,
    });
  }
}

function plainIssue(message: string): string {
  const text = message.replace(/^Invalid input: /, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
