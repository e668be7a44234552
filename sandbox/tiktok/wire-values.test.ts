import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { refusedWith } from '../testing/refused.ts';
import { callOf } from '../testing/stage.ts';
import { majorOf, majorText, readBudget, readMoney } from './money.ts';
import { readMultipart } from './multipart.ts';
import { advertiser, idSchema, pageOf, paging, parametersOf, pick } from './parameters.ts';
import { readWallTime, wallTime } from './wall-time.ts';

const currency = fastCheck.constantFrom('USD', 'EUR', 'JPY', 'KWD');
const minor = fastCheck.integer({ min: 1, max: 100_000_000 });

describe('money', () => {
  it('is a number in major units, and reads back without loss in every currency', () => {
    fastCheck.assert(
      fastCheck.property(currency, minor, (code, amount) => {
        expect(readMoney(majorOf(amount, code), code, 'budget')).toBe(amount);
        expect(Number(majorText(amount, code))).toBeCloseTo(majorOf(amount, code), 6);
      }),
    );
  });

  it('in a text is refused, however good the number in it is', () => {
    fastCheck.assert(
      fastCheck.property(currency, minor, (code, amount) => {
        expect(refusedWith(() => readMoney(String(majorOf(amount, code)), code, 'budget'))).toContain('not a text');
      }),
    );
  });

  it.each([
    [46.005, 'USD', 'more decimals'],
    [460.5, 'JPY', 'more decimals'],
    [1.2345, 'KWD', 'more decimals'],
    [0, 'USD', 'above zero'],
    [-5, 'USD', 'above zero'],
    [Number.NaN, 'USD', 'Must be a number'],
    [Number.POSITIVE_INFINITY, 'USD', 'Must be a number'],
    [{ amount: 5 }, 'USD', 'Must be a number'],
    [null, 'USD', 'Must be a number'],
  ])('of %j %s is refused', (value, code, words) => {
    expect(refusedWith(() => readMoney(value, code, 'budget'))).toContain(words);
  });

  it('of a budget has a least amount at each level, a hundred times as much without decimals', () => {
    for (const [kind, least] of [
      ['campaign', 50],
      ['ad_set', 20],
    ] as const) {
      expect(readBudget(least, 'USD', 'budget', kind)).toBe(least * 100);
      expect(readBudget(least * 100, 'JPY', 'budget', kind)).toBe(least * 100);
      expect(refusedWith(() => readBudget(least - 0.01, 'USD', 'budget', kind))).toContain(`at least ${least} USD`);
      expect(refusedWith(() => readBudget(least * 100 - 1, 'JPY', 'budget', kind))).toContain('at least');
    }
  });
});

describe('a time', () => {
  const second = fastCheck.integer({ min: 0, max: 4_000_000_000 });

  it('has one form, in UTC, and reads back to the second', () => {
    fastCheck.assert(
      fastCheck.property(second, (seconds) => {
        expect(readWallTime(wallTime(seconds * 1000), 'schedule_start_time')).toBe(seconds * 1000);
        const iso = new Date(seconds * 1000).toISOString();
        expect(refusedWith(() => readWallTime(iso, 'schedule_start_time'))).toContain('schedule_start_time');
      }),
    );
  });

  it.each(['2026-02-30 10:00:00', '2026-11-21 24:00:00', '2026-11-21', '2026-11-21 10:00', 1_795_000_000, null, ''])(
    'is not %j',
    (value) => {
      expect(refusedWith(() => readWallTime(value, 'x'))).toContain('YYYY-MM-DD HH:MM:SS (UTC)');
    },
  );
});

describe('a page', () => {
  it('followed to the end gives every row once and in order', () => {
    const rows = fastCheck.array(fastCheck.nat(), { maxLength: 50 });
    fastCheck.assert(
      fastCheck.property(rows, fastCheck.integer({ min: 1, max: 20 }), (all, page_size) => {
        const { page_info } = pageOf(all, { page: 1, page_size });
        const pages = Array.from({ length: page_info.total_page }, (_, index) =>
          pageOf(all, { page: index + 1, page_size }),
        );
        expect(pages.flatMap(({ list }) => list)).toEqual(all);
        expect(page_info.total_number).toBe(all.length);
        expect(pageOf(all, { page: page_info.total_page + 1, page_size }).list).toEqual([]);
      }),
    );
  });
});

describe('the parameters of a call', () => {
  const schema = z.strictObject({ ...advertiser, ids: z.array(idSchema).optional(), ...paging(100) });
  const get = (query: string) => refusedWith(() => parametersOf(callOf('GET', `/x/?${query}`), schema));
  const post = (body: unknown) => refusedWith(() => parametersOf(callOf('POST', '/x/', body), schema));

  it('of a GET are texts, numbers for pages, and JSON for lists', () => {
    const query = `advertiser_id=5120&page=2&ids=${encodeURIComponent('["1","2"]')}`;
    expect(parametersOf(callOf('GET', `/x/?${query}`), schema)).toEqual({
      ...{ advertiser_id: '5120', page: 2, page_size: 10, ids: ['1', '2'] },
    });
  });

  it.each([
    ['advertiser_id=5120&ids=1,2', 'ids'],
    ['advertiser_id=5120&ids=[1,2]', 'ids'],
    [`advertiser_id=5120&ids=${encodeURIComponent('["1",')}`, 'ids: is not valid JSON'],
    ['advertiser_id=5120&page=0', 'page'],
    ['advertiser_id=5120&page_size=101', 'page_size'],
    ['advertiser_id=5120&page=two', 'page'],
    ['advertiser_id=5120&colour=red', 'colour'],
    ['advertiser_id=1&advertiser_id=2', 'more than once'],
    ['advertiser_id=act_1', 'advertiser_id'],
    ['', 'advertiser_id'],
  ])('“%s” are refused by name', (query, words) => {
    expect(get(query)).toMatch(/^200 .*"code":40002/);
    expect(get(query)).toContain(words);
  });

  it('of a POST are JSON: an id is a text, a list is a list', () => {
    expect(post({ advertiser_id: '5120', ids: ['1'] })).toBe('was taken');
    expect(post({ advertiser_id: 5120 })).toContain('advertiser_id');
    expect(post({ advertiser_id: '5120', ids: '["1"]' })).toContain('ids');
    expect(post(null)).toContain('advertiser_id');
  });

  it('pick fields of a row that it can have, and no others', () => {
    const row = { campaign_id: '1', budget: 50 };
    expect(pick(row, undefined)).toBe(row);
    expect(pick(row, ['budget'])).toEqual({ budget: 50 });
    for (const field of ['bid', 'constructor', 'toString'])
      expect(refusedWith(() => pick(row, [field]))).toContain(field);
  });
});

describe('a form of parts', () => {
  const boundary = 'xXx';
  const form = (parts: readonly { name: string; bytes: Buffer }[]) =>
    Buffer.concat([
      ...parts.flatMap(({ name, bytes }) => [
        Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="f"\r\n\r\n`),
        ...[bytes, Buffer.from('\r\n')],
      ]),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
  const type = `multipart/form-data; boundary=${boundary}`;

  it('gives back the bytes of each part, whatever they are', () => {
    const bytes = fastCheck.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    fastCheck.assert(
      fastCheck.property(fastCheck.array(bytes, { maxLength: 4 }), (all) => {
        fastCheck.pre(all.every((each) => !each.includes(`--${boundary}`)));
        const parts = readMultipart(type, form(all.map((each, index) => ({ name: `part${index}`, bytes: each }))));
        expect([...parts.values()].map((part) => part.bytes.toString('hex'))).toEqual(
          all.map((each) => each.toString('hex')),
        );
      }),
    );
  });

  it('that is cut off anywhere is refused', () => {
    const whole = form([{ name: 'image_file', bytes: Buffer.from('bytes of an image') }]);
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 0, max: whole.length - 4 }), (length) => {
        expect(refusedWith(() => readMultipart(type, whole.subarray(0, length)))).toContain('"code":40002');
      }),
    );
  });
});
