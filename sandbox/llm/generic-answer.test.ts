import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recommendationSchema } from '../../contracts/recommendation.ts';
import { genericAnswer, plainestValue } from './generic-answer.ts';

describe('what the sandbox says when nobody told it what to say', () => {
  it('without a schema it is a sentence that nobody takes for advice', () => {
    expect(genericAnswer(undefined)).toBe('Generic sandbox text: no script entry matches this prompt.');
    expect(genericAnswer(null)).toBe(genericAnswer(undefined));
  });

  it.each([
    [{ const: 7 }, 7],
    [{ const: null }, null],
    [{ enum: ['b', 'a'] }, 'b'],
    [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 0],
    [{ oneOf: [{ const: 'x' }] }, 'x'],
    [{ type: ['integer', 'null'], minimum: 3 }, 3],
    [{ type: 'boolean' }, false],
    [{ type: 'null' }, null],
    [{ type: 'array', items: { type: 'boolean' } }, []],
    [{ type: 'array', minItems: 2, items: { type: 'boolean' } }, [false, false]],
    [{ type: 'object' }, {}],
    [{ type: 'object', properties: { a: { type: 'object', properties: { b: { const: 1 } } } } }, { a: { b: 1 } }],
    [{}, null],
    ['no schema', null],
    [[], null],
  ])('%j: %j', (schema, value) => {
    expect(plainestValue(schema)).toEqual(value);
  });

  it('fits the schemas that are really asked', () => {
    for (const schema of [
      recommendationSchema.omit({ action: true, confidence: true }),
      z.object({ text: z.string() }),
    ]) {
      const answer: unknown = JSON.parse(genericAnswer(z.toJSONSchema(schema)));
      expect(schema.safeParse(answer).error?.issues ?? []).toEqual([]);
    }
  });
});
