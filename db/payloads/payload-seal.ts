import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { ApplicationFailure, type Payload } from '@temporalio/common';
import { z } from 'zod';
import { keysOf } from '../../contracts/config/keys.ts';
import { describeError } from '../../contracts/errors/index.ts';
import { payloadMark } from './payload-mark.ts';

/** Seals payloads for Temporal's store, and opens them again. */
export type PayloadSeal = {
  /** The payload encrypted; as it is when there is no key. */
  readonly seal: (payload: Payload) => Payload;
  /** The payload that was sealed; one that never was is given back as it is. */
  readonly open: (payload: Payload) => Payload;
};

const sealedMark = 'sealed';
const keyIdName = 'encryption-key-id';
const nonceLength = 12;
const tagLength = 16;
const metadataSchema = z.record(z.string(), z.base64());

/** What people and metadata may know of a key: the beginning of a hash of it. */
export function payloadKeyId(key: string): string {
  return createHash('sha256').update(`mbi payload key ${key}`).digest('hex').slice(0, 12);
}

/**
 * Seals with AES-256-GCM (NIST SP 800-38D) under the first key of `keys` (a setting of keysOf) and a fresh random nonce.
 * What is sealed is the whole payload, its metadata included; outside stand only the encoding that Temporal's other tools use
 * for encrypted payloads, our mark and the id of the key, which the tag covers. Opening throws PAYLOAD_KEY_UNKNOWN, which a
 * right key mends later, and PAYLOAD_TAMPERED, which nothing mends.
 */
export function createPayloadSeal(keys: string | undefined): PayloadSeal {
  const known = new Map(
    (keys === undefined ? [] : keysOf(keys)).map((key) => [payloadKeyId(key), Buffer.from(key, 'hex')]),
  );
  const [first] = known;
  return {
    seal(payload) {
      if (first === undefined) return payload;
      const [id, key] = first;
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id));
      const body = [cipher.update(toBytes(payload)), cipher.final(), cipher.getAuthTag()];
      return {
        metadata: {
          encoding: Buffer.from('binary/encrypted'),
          [payloadMark]: Buffer.from(sealedMark),
          [keyIdName]: Buffer.from(id),
        },
        data: Buffer.concat([nonce, ...body]),
      };
    },
    open(payload) {
      if (textOf(payload.metadata?.[payloadMark]) !== sealedMark) return payload;
      const id = textOf(payload.metadata?.[keyIdName]);
      const key = known.get(id);
      if (key === undefined) throw failure('PAYLOAD_KEY_UNKNOWN', { key_id: id });
      try {
        const bytes = Buffer.from(payload.data ?? []);
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), {
          authTagLength: tagLength,
        });
        decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(-tagLength));
        return fromBytes(Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()]));
      } catch {
        throw failure('PAYLOAD_TAMPERED', { key_id: id });
      }
    },
  };
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}

/** Four bytes for the length of the metadata, the metadata as JSON with its values in base64, the data. */
function toBytes({ metadata, data }: Payload): Buffer {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
  const head = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.byteLength);
  return Buffer.concat([length, head, Buffer.from(data ?? [])]);
}

function fromBytes(bytes: Buffer): Payload {
  const end = 4 + bytes.readUInt32BE(0);
  const metadata = metadataSchema.parse(JSON.parse(bytes.subarray(4, end).toString()));
  const entries = Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]);
  return { metadata: Object.fromEntries(entries), data: bytes.subarray(end) };
}

function failure(type: 'PAYLOAD_KEY_UNKNOWN' | 'PAYLOAD_TAMPERED', details: { readonly key_id: string }) {
  const { title: message, retryable } = describeError(type);
  return ApplicationFailure.create({ type, message: `${message}.`, nonRetryable: !retryable, details: [details] });
}
