import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { page } from './paging.ts';
import { replyOf } from './reply.ts';

const self = new URL('http://127.0.0.1:1/v26.0/act_1/ads?fields=id&access_token=secret');
const rows = (count: number) => Array.from({ length: count }, (_, index) => index);
const parametersOf = (link: string) => Object.fromEntries(new URL(link).searchParams);

describe('a page', () => {
  it('followed by its next links gives every row once and in order, whatever the sizes', () => {
    fastCheck.assert(
      fastCheck.property(
        fastCheck.integer({ min: 0, max: 60 }),
        fastCheck.integer({ min: 1, max: 20 }),
        (count, limit) => {
          const seen: unknown[] = [];
          let parameters: Record<string, string> | null = { limit: String(limit) };
          while (parameters !== null) {
            const each: ReturnType<typeof page> = page(rows(count), parameters, self);
            seen.push(...each.data);
            const next: string | undefined = each.paging?.next;
            parameters = next === undefined ? null : parametersOf(next);
          }
          expect(seen).toEqual(rows(count));
        },
      ),
    );
  });

  it('goes back by its previous link to what came before', () => {
    const second = page(
      rows(12),
      { limit: '5', after: page(rows(12), { limit: '5' }, self).paging?.cursors.after },
      self,
    );
    expect(second.data).toEqual([5, 6, 7, 8, 9]);
    expect(page(rows(12), parametersOf(second.paging?.previous ?? ''), self).data).toEqual([0, 1, 2, 3, 4]);
  });

  it('holds 25 rows when nothing is said', () => {
    expect(page(rows(40), {}, self).data).toHaveLength(25);
  });

  it('names the same call in its link, token included', () => {
    const { next } = page(rows(3), { limit: '2' }, self).paging ?? {};
    expect(parametersOf(next ?? '')).toEqual({
      fields: 'id',
      access_token: 'secret',
      limit: '2',
      after: expect.any(String),
    });
  });

  it('without rows has no cursors', () => {
    expect(page([], {}, self)).toEqual({ data: [] });
  });

  it.each([
    ['limit', '0'],
    ['limit', '2.5'],
    ['limit', '5001'],
    ['limit', 'many'],
    ['after', 'nonsense'],
    ['before', 'nonsense'],
  ])('is refused with %s=%s', (name, value) => {
    let reply: unknown;
    try {
      page(rows(3), { [name]: value }, self);
    } catch (error) {
      reply = replyOf(error);
    }
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });
});
