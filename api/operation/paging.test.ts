import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageFields, pageSchema, readCursor, toPageBody } from './paging.ts';

const id = '01900000-0000-7000-8000-0000000000aa';
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('comes back as the very position that was handed out', () => {
    const next = { at: new Date('2026-03-01T10:00:00.123Z'), id };
    const { next_cursor } = toPageBody({ rows: [], next }, (row) => row);
    expect(next_cursor).toMatch(/^[\w-]+$/);
    expect(readCursor(next_cursor ?? undefined)).toEqual(next);
  });

  it('is absent on the last page, and absent means from the start', () => {
    expect(toPageBody({ rows: [1, 2], next: null }, (row) => row * 10)).toEqual({ data: [10, 20], next_cursor: null });
    expect(readCursor(undefined)).toBeNull();
  });

  it.each([
    ['no base64', '%%%'],
    ['empty', ''],
    ['no JSON', Buffer.from('nonsense').toString('base64url')],
    ['an object', encode({ at: '2026-03-01T10:00:00Z', id })],
    ['too short', encode(['2026-03-01T10:00:00Z'])],
    ['too long', encode(['2026-03-01T10:00:00Z', id, 'more'])],
    ['no moment', encode(['yesterday', id])],
    ['a day that is none', encode(['2026-02-30T10:00:00Z', id])],
    ['a number for an id', encode(['2026-03-01T10:00:00Z', 7])],
  ])('that is %s is refused by name', (_case, cursor) => {
    expect(() => readCursor(cursor)).toThrow(
      expect.objectContaining({
        code: 'REQUEST_INVALID',
        details: { errors: [{ pointer: '/query/cursor', detail: expect.any(String) }] },
      }),
    );
  });
});

describe('the size of a page', () => {
  const schema = z.strictObject(pageFields);
  it.each([
    ['1', 1],
    ['200', 200],
    [undefined, 50],
  ])('may be %s', (limit, expected) => {
    expect(schema.parse(limit === undefined ? {} : { limit }).limit).toBe(expected);
  });

  it.each(['0', '-1', '201', '1.5', 'ten', '', 'NaN', 'Infinity', '1e3'])('may not be %j', (limit) => {
    expect(schema.safeParse({ limit }).success).toBe(false);
  });

  it('has a cursor of bounded length', () => {
    expect(schema.safeParse({ cursor: 'x'.repeat(500) }).success).toBe(true);
    expect(schema.safeParse({ cursor: 'x'.repeat(501) }).success).toBe(false);
  });
});

describe('the schema of a page', () => {
  it('wants the items and says when it is the last', () => {
    const schema = pageSchema(z.string());
    expect(schema.safeParse({ data: ['a'], next_cursor: null }).success).toBe(true);
    expect(schema.safeParse({ data: [1], next_cursor: null }).success).toBe(false);
    expect(schema.safeParse({ data: [] }).success).toBe(false);
  });
});
