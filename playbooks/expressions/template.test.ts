import { describe, expect, it } from 'vitest';
import type { Template } from '../../contracts/plan/expression.ts';
import { resolveTemplate } from './index.ts';

const expression = (source: string) => ({ source, line: 1 });
const scope = { context: { cpa: 12.5, note: '{{ context.cpa }}', none: null }, rows: [{ a: 1 }] };
const text = (...parts: (string | { source: string; line: number })[]): Template => ({ kind: 'text', parts });

describe('a template', () => {
  it('that is one expression keeps the type of the result', () => {
    expect(resolveTemplate({ kind: 'expression', expression: expression('context.cpa') }, scope)).toBe(12.5);
    expect(resolveTemplate({ kind: 'expression', expression: expression('rows') }, scope)).toEqual([{ a: 1 }]);
  });

  it('that names what is not there is null, because a step may have been skipped; anything more than a name still fails', () => {
    expect(resolveTemplate({ kind: 'expression', expression: expression('skipped.output') }, scope)).toBeNull();
    expect(() => resolveTemplate({ kind: 'expression', expression: expression('skipped + 1') }, scope)).toThrow(
      /not known/,
    );
  });

  it('of mixed parts is a text; lists and maps are written as JSON', () => {
    expect(resolveTemplate(text('CPA ', expression('context.cpa'), ', ', expression('rows'), '.'), scope)).toBe(
      'CPA 12.5, [{"a":1}].',
    );
  });

  it('fills lists and maps at any depth and leaves literals alone', () => {
    const template: Template = {
      kind: 'map',
      entries: {
        fixed: { kind: 'literal', value: '{{ not read }}' },
        list: { kind: 'list', items: [{ kind: 'expression', expression: expression('1 + 1') }] },
      },
    };
    expect(resolveTemplate(template, scope)).toEqual({ fixed: '{{ not read }}', list: [2] });
  });

  it('never reads a value as a template again', () => {
    expect(resolveTemplate(text('note: ', expression('context.note')), scope)).toBe('note: {{ context.cpa }}');
  });

  it('says the line of the expression that failed', () => {
    const lines: Template = {
      kind: 'list',
      items: [
        { kind: 'expression', expression: { source: '1 + 1', line: 4 } },
        { kind: 'text', parts: ['x ', { source: 'context.none', line: 6 }] },
      ],
    };
    expect(() => resolveTemplate(lines, scope)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ line: 6 }) }),
    );
    const index: Template = { kind: 'expression', expression: { source: '[1][3]', line: 9 } };
    expect(() => resolveTemplate(index, scope)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ line: 9 }) }),
    );
  });

  it('fails closed when a part of a text is null', () => {
    expect(() => resolveTemplate(text('x ', expression('context.none')), scope)).toThrow(
      /is null in the middle of a text/,
    );
  });
});
