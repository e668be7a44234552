import { describe, expect, it } from 'vitest';
import { resumePoint, streamQuery } from './stream-schema.ts';

describe('where a stream goes on', () => {
  it.each([
    ['from the header after a break', '42', undefined, 42],
    ['from the header rather than the query', '42', 7, 42],
    ['from the query when no header can be sent', undefined, 7, 7],
    ['from the very first event', undefined, 0, 0],
    ['from nowhere in particular', undefined, undefined, null],
    ['from a large id', '999999999999999', undefined, 999_999_999_999_999],
  ])('is %s', (_case, header, after, expected) => {
    expect(resumePoint(header, after)).toBe(expected);
  });

  it.each(['', '-1', '1.5', '1e3', 'abc', '1; drop', '1234567890123456'])('is not the header %j', (header) => {
    expect(() => resumePoint(header, undefined)).toThrow(
      expect.objectContaining({
        code: 'REQUEST_INVALID',
        details: { errors: [expect.objectContaining({ pointer: '/headers/Last-Event-ID' })] },
      }),
    );
  });

  it.each([{ after: '-1' }, { after: '1.5' }, { after: 'abc' }, { after: '1e300' }, { before: '1' }])(
    'is not the query %j',
    (query) => {
      expect(streamQuery.safeParse(query).success).toBe(false);
    },
  );
});
