import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusedWith } from '../../testing/refused.ts';
import { readMask } from './mask.ts';
import { camelOf, type Fields, fieldAt, readMessage, snakeOf } from './message.ts';
import { opErrorOf } from './op-error.ts';

const fields: Fields = {
  name: 'string',
  cpcBidMicros: 'int64',
  targetRoas: 'double',
  explicitlyShared: 'boolean',
  status: { enum: 'Status', values: ['ENABLED', 'PAUSED'] },
  finalUrls: { list: 'string' },
  seedUserListIds: { list: 'int64' },
  imageAsset: { message: { data: 'bytes' } },
  ad: { message: { headlines: { list: { message: { text: 'string' } } } } },
};
const read = (value: unknown) => readMessage(value, fields, 'operations[0].create');
const names = Object.keys(fields);

describe('the names of a message', () => {
  it('are the same thing in camel and in snake case', () => {
    const word = fastCheck.stringMatching(/^[a-z]{1,6}(_[a-z]{1,6}){0,3}$/);
    fastCheck.assert(fastCheck.property(word, (snake) => snakeOf(camelOf(snake)) === snake));
    for (const name of names) expect(camelOf(snakeOf(name))).toBe(name);
    expect(read({ cpc_bid_micros: '10' })).toEqual(read({ cpcBidMicros: '10' }));
  });

  it('that nobody knows are refused with their place, those of every object too', () => {
    const unknown = fastCheck.string().filter((name) => !names.includes(camelOf(name)));
    fastCheck.assert(
      fastCheck.property(unknown, (name) => {
        const message = Object.fromEntries([[name, 'x']]);
        expect(refusedWith(() => read(message))).toMatch(/^400 .*Unknown name .*Cannot find field/);
      }),
    );
    for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(refusedWith(() => read({ [name]: 'x' }))).toContain(`Unknown name`);
    }
    expect(refusedWith(() => read({ ad: { headlines: [{ text: 'a' }, { txt: 'b' }] } }))).toContain(
      "at 'operations[0].create.ad.headlines[1]'",
    );
  });

  it('with null stand for what is not there', () => {
    expect(read({ name: null, cpcBidMicros: '5', ad: null })).toEqual({ cpcBidMicros: '5' });
  });
});

describe('an int64', () => {
  it('may come as text or as a number, and is text from then on', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.maxSafeInteger(), (amount) => {
        expect(read({ cpcBidMicros: amount })).toEqual({ cpcBidMicros: String(amount) });
        expect(read({ cpcBidMicros: String(amount) })).toEqual({ cpcBidMicros: String(amount) });
      }),
    );
  });

  it('keeps every digit that a number would lose', () => {
    expect(read({ cpcBidMicros: '9007199254740993' })).toEqual({ cpcBidMicros: '9007199254740993' });
  });

  it.each([1.5, Number.MAX_SAFE_INTEGER + 1, '1.5', '1e6', '12 ', '', 'ten', '0x10', true, {}, [], ['1']])(
    'is never %j',
    (value) => {
      expect(refusedWith(() => read({ cpcBidMicros: value }))).toContain(
        "Invalid value at 'operations[0].create.cpc_bid_micros' (TYPE_INT64)",
      );
    },
  );
});

describe('a value of another type', () => {
  it.each<[string, unknown, string]>([
    ['name', 5, 'TYPE_STRING'],
    ['targetRoas', '3.5', 'TYPE_DOUBLE'],
    ['explicitlyShared', 'true', 'TYPE_BOOL'],
    ['explicitlyShared', 0, 'TYPE_BOOL'],
    ['status', 'ACTIVE', 'enums.StatusEnum.Status'],
    ['status', 'enabled', 'enums.StatusEnum.Status'],
    ['status', 2, 'enums.StatusEnum.Status'],
    ['finalUrls', 'https://shop.example/', 'TYPE_MESSAGE'],
    ['finalUrls', [5], 'TYPE_STRING'],
    ['seedUserListIds', ['5', 'six'], 'TYPE_INT64'],
    ['imageAsset', 'AAAA', 'TYPE_MESSAGE'],
    ['imageAsset', { data: 'not base64!' }, 'TYPE_BYTES'],
    ['ad', [], 'TYPE_MESSAGE'],
  ])('%s = %j is refused with %s', (name, value, type) => {
    expect(refusedWith(() => read({ [name]: value }))).toContain(type);
  });

  it('is said by the JSON layer, without a failure of the API itself', () => {
    expect(refusedWith(() => read({ name: 5 }))).not.toContain('GoogleAdsFailure');
    expect(refusedWith(() => read('text'))).toContain('TYPE_MESSAGE');
  });
});

describe('a path in a message', () => {
  it('finds what stands there, and nothing on the way past the end', () => {
    const message = read({ imageAsset: { data: 'AAAA' } });
    expect(fieldAt(message, ['imageAsset', 'data'])).toBe('AAAA');
    expect(fieldAt(message, ['imageAsset', 'data', 'more'])).toBeUndefined();
    expect(fieldAt(message, ['ad', 'headlines'])).toBeUndefined();
  });
});

describe('an update mask', () => {
  const refused = (mask: unknown) => {
    try {
      return readMask(mask, fields);
    } catch (error) {
      return opErrorOf(error)?.value;
    }
  };

  it('names fields in either case, with blanks around the commas', () => {
    expect(readMask('name, cpc_bid_micros ,targetRoas', fields)).toEqual([['name'], ['cpcBidMicros'], ['targetRoas']]);
    expect(readMask('image_asset.data', fields)).toEqual([['imageAsset', 'data']]);
  });

  it.each([undefined, null, '', ' , ,', 5, ['name'], {}])('that is %j is missing', (mask) => {
    expect(refused(mask)).toBe('FIELD_MASK_MISSING');
  });

  it.each(['colour', 'name.first', 'image_asset.url', 'constructor', '*', 'name,toString', 'resource_name'])(
    'with %s names no field',
    (mask) => {
      expect(refused(mask)).toBe('FIELD_NOT_FOUND');
    },
  );

  it('does not name a message as a whole', () => {
    expect([refused('ad'), refused('image_asset')]).toEqual(['FIELD_HAS_SUBFIELDS', 'FIELD_HAS_SUBFIELDS']);
  });
});
