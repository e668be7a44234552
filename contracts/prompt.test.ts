import { describe, expect, it } from 'vitest';
import { promptFileSchema } from './prompt.ts';

const file = {
  ...{ version: '1.0', created: '2026-11-01', author: 'team', description: 'x', changelog: ['x'], prompt: 'x' },
  ...{ question: 'x', variables: [{ name: 'context', description: 'x' }], output_schema: 'critique' },
  metadata: { model: 'a-model', temperature: 0.1, max_tokens: 900 },
};
const accepts = (more: object) => promptFileSchema.safeParse({ ...file, ...more }).success;

describe('a file of the prompt registry', () => {
  it('asks for its variables unless it says otherwise', () => {
    expect(promptFileSchema.parse(file).variables).toEqual([{ name: 'context', description: 'x', required: true }]);
  });

  it.each([
    ['a version that is no pair of numbers', { version: 'v1' }],
    ['three numbers as a version', { version: '1.0.0' }],
    ['a day that is none', { created: '2026-13-01' }],
    ['no word on what changed', { changelog: [] }],
    ['no standing orders', { prompt: '' }],
    ['a variable that could not be a key', { variables: [{ name: 'The Context', description: 'x' }] }],
    ['a schema named like a path', { output_schema: '../critique' }],
    ['a temperature at which answers wander', { metadata: { ...file.metadata, temperature: 0.3 } }],
    ['an answer without an end', { metadata: { ...file.metadata, max_tokens: 16_001 } }],
    ['a field that nobody knows', { system: 'x' }],
  ])('refuses %s', (_, more) => {
    expect(accepts(more)).toBe(false);
  });
});
