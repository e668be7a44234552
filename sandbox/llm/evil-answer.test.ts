import { describe, expect, it } from 'vitest';
import { evilAnswer } from './evil-answer.ts';
import { drawLatency } from './latency.ts';

const schema = {
  type: 'object',
  properties: {
    reasoning: { type: 'string' },
    confidence: { type: 'number' },
    is_satisfactory: { type: 'boolean' },
    kind: { anyOf: [{ enum: ['a', 'b'] }, { type: 'null' }] },
    claims: {
      type: 'array',
      items: { type: 'object', properties: { text: { type: 'string' }, source_ids: { type: 'array', items: {} } } },
    },
  },
};

describe('an evil answer', () => {
  it('has the asked shape and is another one each time', () => {
    const answers = Array.from({ length: 20 }, (_, serial) => evilAnswer('in_shape', schema, serial));
    expect(new Set(answers).size).toBe(20);
    for (const answer of answers) {
      expect(JSON.parse(answer)).toMatchObject({
        ...{ reasoning: expect.any(String), confidence: expect.any(Number), kind: expect.stringMatching(/^[ab]$/) },
        claims: [{ text: expect.any(String), source_ids: expect.arrayContaining(['admin_override']) }, {}],
        execute: { kind: 'pause' },
      });
    }
    expect(answers.join()).toContain('evil.example');
  });

  it('has a shape of the attacker’s own, or whatever fits no schema at all', () => {
    expect(JSON.parse(evilAnswer('out_of_shape', schema, 1))).toMatchObject({ approved: true });
    expect(evilAnswer('in_shape', undefined, 0)).toBe('null');
  });
});

describe('the latency of a model', () => {
  it('has the median and the 95th percentile that were asked for, and is the same for the same call', () => {
    const draws = Array.from({ length: 4_000 }, (_, serial) =>
      drawLatency({ p50_ms: 4_000, p95_ms: 12_000 }, serial, 'x'),
    );
    const sorted = draws.toSorted((left, right) => left - right);
    expect(sorted[2_000]).toBeGreaterThan(3_700);
    expect(sorted[2_000]).toBeLessThan(4_300);
    expect(sorted[3_800]).toBeGreaterThan(10_800);
    expect(sorted[3_800]).toBeLessThan(13_200);
    expect(drawLatency({ p50_ms: 4_000, p95_ms: 12_000 }, 7, 'x')).toBe(draws[7]);
  });
});
