import { describe, expect, it } from 'vitest';
import { gaql, id, text } from './gaql.ts';

describe('a query', () => {
  it('has only the clauses that it needs, in the order of the grammar', () => {
    expect(gaql({ select: ['a.b'], from: 'a' })).toBe('SELECT a.b FROM a');
    expect(gaql({ select: ['a.b'], from: 'a', where: [] })).toBe('SELECT a.b FROM a');
    expect(
      gaql({ select: ['a.b', 'a.c'], from: 'a', where: ['a.b = 1', "a.c != 'X'"], order_by: 'a.b DESC', limit: 3 }),
    ).toBe("SELECT a.b, a.c FROM a WHERE a.b = 1 AND a.c != 'X' ORDER BY a.b DESC LIMIT 3");
  });
  it.each(['0', '7', '9223372036854775807'])('takes the id %s', (value) => {
    expect(id(value)).toBe(value);
  });
  it.each(['', '-1', '1.0', '1 OR 1=1', "1'", '１', '1'.repeat(20)])('takes no id %j', (value) => {
    expect(() => id(value)).toThrow(expect.objectContaining({ code: 'PLATFORM_NOT_FOUND' }));
  });
  it('takes texts, but none that ends its own quotes', () => {
    expect(text('%mbi-0a%')).toBe("'%mbi-0a%'");
    for (const value of ["a'b", 'a"b', 'a\\', 'a\nb'])
      expect(() => text(value)).toThrow(expect.objectContaining({ code: 'PLATFORM_REFUSED' }));
  });
});
