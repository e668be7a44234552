import { createDecipheriv, randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPayloadSeal, payloadKeyId } from './payload-seal.ts';

const newKey = () => randomBytes(32).toString('hex');
const [older, newer, foreign] = [newKey(), newKey(), newKey()];
const { seal, open } = createPayloadSeal(older);
const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const readOf = (one: Payload): unknown => defaultPayloadConverter.fromPayload(one);
const seen = (one: Payload) =>
  Buffer.concat([...Object.values(one.metadata ?? {}), one.data ?? new Uint8Array()]).toString('latin1');
const changed = (one: Payload, at: number): Payload => {
  const data = Buffer.from(one.data ?? []);
  data[at] = (data[at] ?? 0) ^ 1;
  return { ...one, data };
};

describe('a sealed payload', () => {
  it('opens to the same metadata and bytes, whatever they are', () => {
    const metadata = fc.dictionary(
      fc.string().map((name) => `m ${name}`),
      fc.uint8Array({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(metadata, fc.uint8Array({ maxLength: 500 }), (names, data) => {
        const opened = open(seal({ metadata: names, data }));
        expect(Buffer.from(opened.data ?? [])).toEqual(Buffer.from(data));
        expect(Object.keys(opened.metadata ?? {}).toSorted()).toEqual(Object.keys(names).toSorted());
        for (const [name, value] of Object.entries(names))
          expect(Buffer.from(opened.metadata?.[name] ?? [])).toEqual(Buffer.from(value));
      }),
    );
  });

  it('is opened by the standard alone: nonce, text and tag, which covers the id of the key that is written outside', () => {
    const bytes = Buffer.from(seal(payload('canary')).data ?? []);
    const openBy = (covered: string) => {
      const decipher = createDecipheriv('aes-256-gcm', Buffer.from(older, 'hex'), bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(covered)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('latin1');
    };
    expect(openBy(payloadKeyId(older))).toContain('"canary"');
    for (const other of ['', payloadKeyId(newer)]) expect(() => openBy(other)).toThrow();
  });

  it('keeps the metadata of the payload inside: outside stand the encoding, our mark and the key alone', () => {
    const given = { ...payload('x'), metadata: { messageType: Buffer.from('canary.of.a.type') } };
    const { metadata } = seal(given);
    expect(Object.keys(metadata ?? {})).toHaveLength(3);
    expect(seen(seal(given))).not.toContain('canary');
    expect(Buffer.from(open(seal(given)).metadata?.messageType ?? []).toString()).toBe('canary.of.a.type');
  });

  it('may be of nothing', () => {
    for (const nothing of [payload(undefined), payload(null), {}]) {
      const opened = open(seal(nothing));
      expect(Buffer.from(opened.data ?? [])).toEqual(Buffer.from(nothing.data ?? []));
    }
  });

  it('shows nothing of what it holds, says which key opens it, and is another one each time', () => {
    const sealed = Array.from({ length: 20 }, () => seal(payload({ campaign: 'Spring sale of the canary' })));
    expect(new Set(sealed.map(seen)).size).toBe(20);
    for (const each of sealed) {
      expect(seen(each)).not.toMatch(/canary|json/);
      expect(Buffer.from(each.metadata?.encoding ?? []).toString()).toBe('binary/encrypted');
      expect(Buffer.from(each.metadata?.['encryption-key-id'] ?? []).toString()).toBe(payloadKeyId(older));
      expect(seen(each)).not.toContain(older);
    }
    expect(payloadKeyId(older)).not.toBe(payloadKeyId(newer));
  });

  it('does not open after any one bit of it was changed, nor under another name of a key', () => {
    const sealed = seal(payload('x'));
    const tampered = { type: 'PAYLOAD_TAMPERED', nonRetryable: true };
    for (let at = 0; at < (sealed.data?.length ?? 0); at += 1)
      expect(() => open(changed(sealed, at))).toThrow(expect.objectContaining(tampered));
    const both = createPayloadSeal(`${older},${newer}`);
    const renamed = { ...sealed.metadata, 'encryption-key-id': Buffer.from(payloadKeyId(newer)) };
    expect(() => both.open({ ...sealed, metadata: renamed })).toThrow(expect.objectContaining(tampered));
    expect(() => open({ ...sealed, data: new Uint8Array() })).toThrow(expect.objectContaining(tampered));
  });
});

describe('keys', () => {
  it('in a list: the first one seals, all of them open', () => {
    const rotated = createPayloadSeal(`${newer},${older}`);
    expect(readOf(rotated.open(seal(payload('before'))))).toBe('before');
    const sealed = rotated.seal(payload('after'));
    expect(Buffer.from(sealed.metadata?.['encryption-key-id'] ?? []).toString()).toBe(payloadKeyId(newer));
    expect(readOf(createPayloadSeal(newer).open(sealed))).toBe('after');
  });

  it.each([
    ['another one', foreign],
    ['none at all', undefined],
  ])('with %s nothing sealed is read, which the right key mends later', (_what, keys) => {
    const attempt = () => createPayloadSeal(keys).open(seal(payload('x')));
    expect(attempt).toThrow(
      expect.objectContaining({
        ...{ type: 'PAYLOAD_KEY_UNKNOWN', nonRetryable: false },
        details: [{ key_id: payloadKeyId(older) }],
      }),
    );
  });

  it('need not be there: payloads then stay as they are, and those of before are read with a key too', () => {
    const plain = payload({ amount: 1 });
    expect(createPayloadSeal(undefined).seal(plain)).toBe(plain);
    expect(createPayloadSeal(undefined).open(plain)).toBe(plain);
    expect(open(plain)).toBe(plain);
  });
});
