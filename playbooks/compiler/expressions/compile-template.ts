import type { JsonValue } from '../../../contracts/canonical-json.ts';
import type { Template } from '../../../contracts/plan/index.ts';
import { either, mapType, plain, textType, type ValueType } from '../../expressions/checking.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { placeInside, type SourceNode, type SourceScalar } from '../source-node.ts';
import { compileExpression } from './compile-expression.ts';
import { splitTemplate, type TemplatePart } from './split-template.ts';

/** A template with its type; `children` lets the caller point at the part that does not fit. */
export type CompiledTemplate = {
  readonly template: Template;
  readonly type: ValueType;
  readonly node: SourceNode;
  readonly children: Readonly<Record<string, CompiledTemplate>>;
  /** True when something inside was already reported. */
  readonly broken: boolean;
};

/** Compiles a value that may contain `{{ }}` at any depth. Parts without any become one literal. */
export function compileTemplate(node: SourceNode, scope: Scope, context: CompileContext): CompiledTemplate {
  const literal = (value: JsonValue, type: ValueType, broken = false): CompiledTemplate => ({
    template: { kind: 'literal', value },
    type,
    node,
    children: {},
    broken,
  });
  if (node.kind === 'broken') return literal(null, plain('any'), true);
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string') return compileText(node, node.value, scope, context);
    return literal(node.value, literalType(node.value));
  }
  const named: readonly (readonly [string, SourceNode])[] =
    node.kind === 'list'
      ? node.items.map((item, at) => [String(at), item] as const)
      : node.entries.map((entry) => [entry.key, entry.value] as const);
  const children = Object.fromEntries(named.map(([key, child]) => [key, compileTemplate(child, scope, context)]));
  const all = named.flatMap(([key]) => children[key] ?? []);
  const broken = all.some((child) => child.broken);
  const type: ValueType =
    node.kind === 'list'
      ? {
          kind: 'list',
          item: all.map((child) => child.type).reduce(either, all[0]?.type ?? plain('any')),
          nullable: false,
        }
      : mapType(Object.fromEntries(Object.entries(children).map(([key, child]) => [key, child.type])));
  const values = all.map((child) => child.template);
  if (values.every((value) => value.kind === 'literal')) {
    const plainValues = values.map((value) => value.value);
    const value =
      node.kind === 'list' ? plainValues : Object.fromEntries(named.map(([key], at) => [key, plainValues[at] ?? null]));
    return { template: { kind: 'literal', value }, type, node, children, broken };
  }
  const template: Template =
    node.kind === 'list'
      ? { kind: 'list', items: values }
      : {
          kind: 'map',
          entries: Object.fromEntries(Object.entries(children).map(([key, child]) => [key, child.template])),
        };
  return { template, type, node, children, broken };
}

function compileText(node: SourceScalar, text: string, scope: Scope, context: CompileContext): CompiledTemplate {
  const { parts, unclosedAt } = splitTemplate(text);
  const done = (template: Template, type: ValueType, broken = false): CompiledTemplate => ({
    template,
    type,
    node,
    children: {},
    broken,
  });
  if (unclosedAt !== null) {
    context.report.add({
      code: 'PLAYBOOK_TEMPLATE_UNCLOSED',
      place: placeInside(node, unclosedAt, text.length - unclosedAt),
      message: 'This {{ has no }} that closes it.',
      expected: '{{ expression }}',
      suggestion: `${text
        .slice(unclosedAt)
        .replace(/\}*\s*$/, '')
        .trimEnd()} }}`,
    });
    return done({ kind: 'literal', value: null }, plain('any'), true);
  }
  warnBraces(node, text, parts, scope, context);
  if (parts.every((part) => part.kind === 'text')) return done({ kind: 'literal', value: text }, textType([text]));
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'expression') {
    const compiled = compileExpression({ node, text: only.text, offset: only.offset }, scope, context);
    return done({ kind: 'expression', expression: compiled.expression }, compiled.type);
  }
  const filled = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    const compiled = compileExpression({ node, text: part.text, offset: part.offset }, scope, context);
    if (compiled.type.nullable) {
      context.report.add({
        code: 'PLAYBOOK_VALUE_MAY_BE_ABSENT',
        place: placeInside(
          node,
          part.offset + part.text.length - part.text.trimStart().length,
          part.text.trim().length,
        ),
        message: 'This part of the text may be null or absent.',
        expected: 'a value that is always there',
        suggestion: `has(${part.text.trim()}) ? ${part.text.trim()} : 'none'`,
      });
    }
    return compiled.expression;
  });
  return done({ kind: 'text', parts: filled }, textType());
}

/** Points out what other tools fill in and this language does not: `${{ x }}` as a whole, and `{inputs.x}`. Both may be meant. */
function warnBraces(
  node: SourceScalar,
  text: string,
  parts: readonly TemplatePart[],
  scope: Scope,
  context: CompileContext,
): void {
  const [first, second, ...others] = parts;
  const odd: { readonly at: number; readonly length: number; readonly inner: string }[] = [];
  if (first?.kind === 'text' && first.text === '$' && second?.kind === 'expression' && others.length === 0)
    odd.push({ at: 0, length: text.length, inner: second.text.trim() });
  for (const { index, 0: found, 1: inner = '', 2: name = '' } of text.matchAll(
    /(?<![{$%#])\{\s*(([A-Za-z_]\w*)\.\w+)\s*\}(?!\})/g,
  ))
    if (Object.hasOwn(scope.names, name)) odd.push({ at: index, length: found.length, inner });
  for (const { at, length, inner } of odd) {
    context.report.add({
      code: 'PLAYBOOK_TEMPLATE_BRACES',
      severity: 'warning',
      place: placeInside(node, at, length),
      message: text.startsWith('$', at) ? 'The $ stays in front of the value.' : 'This stays as it is written.',
      expected: '{{ expression }}',
      suggestion: `{{ ${inner} }}`,
    });
  }
}

function literalType(value: number | boolean | null): ValueType {
  if (value === null) return plain('null');
  if (typeof value === 'boolean') return plain('boolean');
  return plain(Number.isInteger(value) ? 'integer' : 'number');
}
