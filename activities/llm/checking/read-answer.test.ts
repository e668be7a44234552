import { describe, expect, it } from 'vitest';
import { citationsOf, citesOf, readAnswer, textsOf, withClaimStatus, withoutNulls } from './read-answer.ts';

const claim = { text: 'CPA rose.', source_ids: ['a', 'b'] };

describe('an answer', () => {
  it('is read with or without a fence, and without what people would not see', () => {
    expect(readAnswer('{"a":1}')).toEqual({ a: 1 });
    expect(readAnswer('```json\n{"a":1}\n```')).toEqual({ a: 1 });
    expect(readAnswer('{"a":"x\u200By"}')).toEqual({ a: 'xy' });
  });

  it('is none when there is prose around it, or it is cut off', () => {
    for (const text of ['', 'Sure! {"a":1}', '{"a":', '{"a":1} thanks']) expect(readAnswer(text)).toBeUndefined();
  });

  it('is none when it is nested beyond reason, which would end the stack of whoever reads it', () => {
    const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    expect(readAnswer(nested(30))).toBeDefined();
    for (const depth of [50, 4_000, 200_000]) expect(readAnswer(nested(depth))).toBeUndefined();
    expect(readAnswer('['.repeat(400_000) + ']'.repeat(400_000))).toBeUndefined();
  });
});

describe('what an answer says', () => {
  it('is found with its place and the sources of its claim, also within the claim', () => {
    const texts = textsOf({ reasoning: 'So.', claims: [{ ...claim, notes: ['deep'] }] });
    expect(texts).toEqual([
      { path: 'reasoning', text: 'So.', cites: null },
      { path: 'claims.0.text', text: 'CPA rose.', cites: ['a', 'b'] },
      { path: 'claims.0.notes.0', text: 'deep', cites: ['a', 'b'] },
    ]);
  });

  it('is a claim only with a text and a list of sources', () => {
    expect(citesOf(claim)).toEqual(['a', 'b']);
    for (const other of [null, 'x', [], { text: 'x' }, { text: 1, source_ids: [] }, { text: 'x', source_ids: 'a' }])
      expect(citesOf(other)).toBeNull();
  });

  it('cites sources wherever they stand, also outside a claim', () => {
    expect(citationsOf({ source_ids: ['c'], list: [claim] })).toEqual([
      { path: 'source_ids', id: 'c' },
      { path: 'list.0.source_ids', id: 'a' },
      { path: 'list.0.source_ids', id: 'b' },
    ]);
  });

  it('gets its status from us; only a doubt of the model itself stays', () => {
    const judged = (status: string) => withClaimStatus({ ...claim, status }, () => 'supported');
    expect(judged('certain')).toMatchObject({ status: 'supported' });
    expect(judged('unclear')).toMatchObject({ status: 'unclear' });
    expect(withClaimStatus([claim], (cites) => (cites.length > 2 ? 'supported' : 'unclear'))).toEqual([
      { ...claim, status: 'unclear' },
    ]);
  });

  it('leaves out members that are null, at every depth, and keeps 0, false and empty texts', () => {
    const value = { a: null, b: 0, c: false, d: '', e: [{ f: null, g: 1 }] };
    expect(withoutNulls(value)).toEqual({ b: 0, c: false, d: '', e: [{ g: 1 }] });
  });
});
