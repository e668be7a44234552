import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorPerMajor } from '../../contracts/money.ts';
import { refusedWith } from '../testing/refused.ts';
import { decimalOf, readMoney, wireMoney } from './money.ts';
import { offsetPage } from './offset-paging.ts';
import { page } from './paging.ts';
import { readPatch } from './patch.ts';
import { readRestliQuery } from './restli-query.ts';
import { readSchedule } from './schedule.ts';
import { keyOf, requireKey, type UrnKind, urnOf } from './urn.ts';
import { checkVersion } from './version.ts';

const currencies = ['USD', 'EUR', 'JPY', 'KWD'];
const currency = fastCheck.constantFrom(...currencies);
const minor = fastCheck.integer({ min: 1, max: 100_000_000 });

describe('money', () => {
  it('is written in major units and read back without loss, in every currency', () => {
    fastCheck.assert(
      fastCheck.property(currency, minor, (code, amount) => {
        expect(readMoney(wireMoney(amount, code), code, 'dailyBudget')).toBe(amount);
        expect(Number(decimalOf(amount, code)) * minorPerMajor(code)).toBeCloseTo(amount, 3);
      }),
    );
  });

  it('in another currency, in a number or in small units of a finer currency is refused', () => {
    fastCheck.assert(
      fastCheck.property(currency, currency, minor, (code, other, amount) => {
        fastCheck.pre(code !== other);
        expect(refusedWith(() => readMoney(wireMoney(amount, code), other, 'x'))).toContain('CURRENCY_MISMATCH');
        expect(refusedWith(() => readMoney({ amount, currencyCode: code }, code, 'x'))).toContain('x/amount');
      }),
    );
    expect(refusedWith(() => readMoney({ amount: '1.234', currencyCode: 'USD' }, 'USD', 'x'))).toContain('2 decimals');
    expect(refusedWith(() => readMoney({ amount: '12.3', currencyCode: 'JPY' }, 'JPY', 'x'))).toContain('0 decimals');
  });
});

const kinds: readonly UrnKind[] = [
  ...(['sponsoredAccount', 'sponsoredCampaignGroup', 'sponsoredCampaign', 'sponsoredCreative'] as const),
  ...(['adSegment', 'share', 'image', 'organization'] as const),
];

describe('a URN', () => {
  it('gives its key back to its own kind, and to no other', () => {
    const key = fastCheck.stringMatching(/^[\w-]{1,20}$/);
    fastCheck.assert(
      fastCheck.property(fastCheck.constantFrom(...kinds), key, (kind, text) => {
        expect(keyOf(kind, urnOf(kind, text))).toBe(text);
        const known = kinds.filter((other) => keyOf(other, urnOf(kind, text)) !== null);
        expect(known).toEqual([kind]);
      }),
    );
  });

  it.each([
    '9002',
    9002,
    'urn:li:sponsoredCampaign:',
    'urn:li:sponsoredCampaign:1:2',
    'urn%3Ali%3AsponsoredCampaign%3A1',
  ])('is not %j', (urn) => {
    expect(refusedWith(() => requireKey('sponsoredCampaign', urn, 'campaign'))).toContain('URN_INVALID');
  });
});

describe('a page', () => {
  const rows = fastCheck.array(fastCheck.nat(), { maxLength: 40 });

  it('by token, followed to the end, gives every row once and in order', () => {
    fastCheck.assert(
      fastCheck.property(rows, fastCheck.integer({ min: 1, max: 15 }), (all, size) => {
        const seen: number[] = [];
        for (let token: string | undefined, turns = 0; ; turns += 1) {
          const found = page(all, { pageSize: String(size), ...(token === undefined ? {} : { pageToken: token }) }, 15);
          seen.push(...found.elements);
          const { nextPageToken }: { nextPageToken?: string } = found.metadata;
          if (nextPageToken === undefined) break;
          if (turns > all.length) throw new Error('the pages do not end');
          token = nextPageToken;
        }
        expect(seen).toEqual(all);
      }),
    );
  });

  it.each([
    [{ pageSize: '0' }, 'pageSize'],
    [{ pageSize: '101' }, 'pageSize'],
    [{ pageSize: '1.5' }, 'pageSize'],
    [{ pageSize: 'ten' }, 'pageSize'],
    [{ pageToken: '2' }, 'pageToken'],
    [{ pageToken: Buffer.from('at:-1').toString('base64url') }, 'pageToken'],
    [{ pageSize: ['5'] }, 'pageSize'],
  ])('is refused with %j', (query, field) => {
    expect(refusedWith(() => page([1, 2, 3], query, 100))).toContain(field);
  });

  it('of the older finders goes by start and count', () => {
    fastCheck.assert(
      fastCheck.property(rows, fastCheck.nat(50), fastCheck.integer({ min: 1, max: 15 }), (all, start, count) => {
        const found = offsetPage(all, { start: String(start), count: String(count) }, 15);
        expect(found.elements).toEqual(all.slice(start, start + count));
        expect(found.paging).toMatchObject({ start, count, total: all.length });
      }),
    );
    expect(offsetPage([...Array(30).keys()], {}, 100).elements).toHaveLength(10);
    for (const query of [{ start: '-1' }, { count: '0' }, { count: '16' }, { start: 'x' }]) {
      expect(refusedWith(() => offsetPage([], query, 15))).toContain('PARAM_INVALID');
    }
  });
});

describe('a schedule', () => {
  const instant = fastCheck.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) });

  it('is read from milliseconds, and ends after it begins', () => {
    fastCheck.assert(
      fastCheck.property(instant, instant, (one, other) => {
        fastCheck.pre(one !== other);
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        const read = readSchedule({ start, end }, 'runSchedule');
        expect([Date.parse(read.starts_at), Date.parse(read.ends_at ?? '')]).toEqual([start, end]);
        expect(refusedWith(() => readSchedule({ start: end, end: start }, 'runSchedule'))).toContain('runSchedule/end');
      }),
    );
  });

  it('in seconds is refused: it would lie in 1970', () => {
    fastCheck.assert(
      fastCheck.property(instant, (milliseconds) => {
        const start = Math.floor(milliseconds / 1000);
        expect(refusedWith(() => readSchedule({ start }, 'runSchedule'))).toContain('milliseconds');
      }),
    );
  });

  it.each([
    {},
    { start: '1790000000000' },
    { start: 1.5e12 + 0.5 },
    { end: 1_790_000_000_000 },
    { start: 1e12, stop: 2e12 },
  ])('that is %j is refused', (value) => {
    expect(refusedWith(() => readSchedule(value, 'runSchedule'))).toMatch(/^400/);
  });
});

describe('a patch', () => {
  it('tells what is set and what is taken away', () => {
    expect(readPatch({ patch: { $set: { name: 'x' }, $delete: ['totalBudget'] } })).toEqual({
      ...{ set: { name: 'x' }, remove: ['totalBudget'] },
    });
  });

  it.each([
    ['the fields themselves', { name: 'x' }],
    ['nothing to do', { patch: {} }],
    ['a field both set and deleted', { patch: { $set: { name: 'x' }, $delete: ['name'] } }],
    ['another operator', { patch: { $unset: ['name'] } }],
    ['operators outside', { $set: { name: 'x' } }],
    ['a list', [{ patch: { $set: { name: 'x' } } }]],
    ['nothing', null],
  ])('with %s is refused', (_, body) => {
    expect(refusedWith(() => readPatch(body))).toMatch(/^400/);
  });
});

describe('a query of the protocol', () => {
  const leaf = fastCheck.string({ minLength: 1, maxLength: 12 });
  /** Everything that is grammar, percent-encoded, as the protocol wants it. */
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[(),:'*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

  it('gives back every list that it was made of, whatever signs are in it', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.array(leaf, { maxLength: 5 }), (texts) => {
        expect(readRestliQuery(`campaigns=List(${texts.map(encode).join(',')})`)).toEqual({ campaigns: texts });
      }),
    );
  });

  it('gives back every record, and lists of records', () => {
    const name = fastCheck.stringMatching(/^[a-z]{1,8}$/);
    fastCheck.assert(
      fastCheck.property(
        fastCheck.dictionary(name, leaf, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
        (record) => {
          const written = `(${Object.entries(record)
            .map(([key, text]) => `${key}:${encode(text)}`)
            .join(',')})`;
          expect(readRestliQuery(`search=${written}`)).toEqual({ search: record });
          expect(readRestliQuery(`all=List(${written},${written})`)).toEqual({ all: [record, record] });
        },
      ),
    );
  });

  it('never takes a URN whose colons are not encoded inside of a list', () => {
    const raw = `campaigns=List(${urnOf('sponsoredCampaign', '9002')})`;
    expect(refusedWith(() => readRestliQuery(raw))).toContain('campaigns');
  });
});

describe('a version', () => {
  const month = fastCheck.integer({ min: 2_020 * 12, max: 2_035 * 12 });
  const name = (count: number) => `${Math.floor(count / 12)}${String((count % 12) + 1).padStart(2, '0')}`;
  const start = (count: number) => Date.UTC(Math.floor(count / 12), count % 12);

  it('lives for a year and half a month from the first day of its month, and never before or after', () => {
    fastCheck.assert(
      fastCheck.property(month, (count) => {
        const sunset = start(count + 12) + 15 * 86_400_000;
        const at = (now: number) => refusedWith(() => checkVersion(name(count), now));
        expect([at(start(count)), at(sunset - 1)]).toEqual(['was taken', 'was taken']);
        expect(at(start(count) - 1)).toMatch(/^426/);
        expect(at(sunset)).toMatch(/^426/);
      }),
    );
  });
});
