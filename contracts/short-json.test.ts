import { describe, expect, it } from 'vitest';
import { shortJson } from './short-json.ts';

describe('what a step gave', () => {
  it('is cut where it is large, so that its small parts stay readable', () => {
    const data = 'x'.repeat(10_000);
    expect(shortJson({ report: { status: 'collected' }, data })).toEqual({
      report: { status: 'collected' },
      data: { omitted_characters: 10_002 },
    });
    expect(shortJson(data)).toEqual({ omitted_characters: 10_002 });
    expect(shortJson([data])).toEqual({ omitted_characters: 10_004 });
    expect(shortJson({ small: 1 })).toEqual({ small: 1 });
  });

  it('is never long, however many parts it has', () => {
    const wide = Object.fromEntries([...Array(100).keys()].map((index) => [`name_${index}`, 'value']));
    expect(shortJson(wide)).toEqual({ omitted_characters: JSON.stringify(wide).length });
    const full = Object.fromEntries([...Array(32).keys()].map((index) => [`name_${index}`, 'x'.repeat(490)]));
    expect(JSON.stringify(shortJson(full)).length).toBeLessThan(17_000);
  });
});
