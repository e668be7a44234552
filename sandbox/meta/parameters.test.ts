import { describe, expect, it } from 'vitest';
import { nestedOf, textOf, textsOf } from './parameters.ts';
import { graphError, invalidParameter, refusal, replyOf, unknownObject } from './reply.ts';
import { readWireTime, wireTime } from './wire-time.ts';

describe('parameters', () => {
  it('are texts, numbers becoming texts and empty ones missing', () => {
    expect([textOf({ a: 'x' }, 'a'), textOf({ a: 5 }, 'a'), textOf({ a: '' }, 'a'), textOf({}, 'a')]).toEqual([
      'x',
      '5',
      undefined,
      undefined,
    ]);
    expect(textOf({ a: { b: 1 } }, 'a')).toBeUndefined();
  });

  it('are nested as JSON in forms and plainly in JSON bodies', () => {
    expect(nestedOf({ a: '{"b":1}' }, 'a')).toEqual({ b: 1 });
    expect(nestedOf({ a: { b: 1 } }, 'a')).toEqual({ b: 1 });
    expect(nestedOf({ 'a[]': '["b"]' }, 'a')).toEqual(['b']);
    expect(() => nestedOf({ a: '{' }, 'a')).toThrow();
  });

  it('are lists in each of the ways in which callers write them', () => {
    for (const written of ['["x","y"]', 'x,y', ['x', 'y']]) expect(textsOf({ a: written }, 'a')).toEqual(['x', 'y']);
    expect(textsOf({ 'a[]': ['x', 'y'] }, 'a')).toEqual(['x', 'y']);
    expect(textsOf({}, 'a')).toEqual([]);
    expect(() => textsOf({ a: { x: 1 } }, 'a')).toThrow();
  });
});

describe('refusals', () => {
  it('carry their answer, and other errors carry none', () => {
    const reply = graphError(400, { code: 100, message: 'no', blame_fields: ['a', 'b'] }, { 'X-A': 'b' });
    expect(replyOf(refusal(reply))).toBe(reply);
    expect(reply).toEqual({
      status: 400,
      headers: { 'X-A': 'b' },
      body: {
        error: {
          message: 'no',
          type: 'OAuthException',
          code: 100,
          error_data: { blame_field_specs: [['a'], ['b']] },
        },
      },
    });
    expect(replyOf(new Error('other'))).toBeNull();
    expect(replyOf('text')).toBeNull();
  });

  it('of parameters have code 100, of unknown things subcode 33', () => {
    expect(replyOf(invalidParameter('bad'))).toMatchObject({ body: { error: { code: 100, message: '(#100) bad' } } });
    expect(replyOf(unknownObject('7', 'POST'))).toMatchObject({
      body: { error: { error_subcode: 33, message: expect.stringContaining('Unsupported post request') } },
    });
  });
});

describe('times on the wire', () => {
  it('are written with an offset without a colon', () => {
    expect(wireTime(Date.parse('2026-11-21T10:00:00.789Z'))).toBe('2026-11-21T10:00:00+0000');
  });

  it('are read as unix seconds or as dates', () => {
    expect(readWireTime('1795255200')).toBe(1_795_255_200_000);
    expect(readWireTime('2026-11-21')).toBe(Date.parse('2026-11-21T00:00:00Z'));
    expect(readWireTime('soon')).toBeNull();
  });
});
