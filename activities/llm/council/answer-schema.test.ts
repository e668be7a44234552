import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { modelAnswerSchemas } from '../../../contracts/model-answers.ts';
import { answerSchema } from './answer-schema.ts';

describe('the shape that a vendor is sent', () => {
  it('requires every property, lets optional ones be null, and allows no other', () => {
    expect(answerSchema(z.object({ a: z.string().max(9), b: z.number().min(0).optional() }))).toEqual({
      type: 'object',
      properties: { a: { type: 'string' }, b: { anyOf: [{ type: 'number' }, { type: 'null' }] } },
      required: ['a', 'b'],
      additionalProperties: false,
    });
  });

  it('keeps properties that are named like keywords, and drops the keywords, whatever they hold', () => {
    const schema = z.object({ format: z.string(), inner: z.object({ x: z.string().optional() }).default({}) });
    expect(answerSchema(schema)).toMatchObject({
      required: ['format', 'inner'],
      properties: { format: { type: 'string' } },
    });
    expect(JSON.stringify(answerSchema(schema))).not.toContain('"default"');
    expect(JSON.stringify(answerSchema(z.record(z.string(), z.number())))).not.toContain('propertyNames');
  });

  it('has no keyword that a vendor refuses, for any answer that we ask for', () => {
    for (const schema of Object.values(modelAnswerSchemas))
      expect(JSON.stringify(answerSchema(schema))).not.toMatch(
        /"(?:\$schema|default|m(?:in|ax)(?:Length|Items|imum)|pattern)":/,
      );
  });
});
