import { createHash } from 'node:crypto';

/**
 * A uuid that follows from its parts (version 8 of RFC 9562): the same request, decision or undo gets the same id however
 * often it is sent, so that a unique key, not a look before the leap, keeps it from happening twice.
 */
export function deriveId(...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  const version = Buffer.from([((digest[6] ?? 0) & 0x0f) | 0x80]);
  const variant = Buffer.from([((digest[8] ?? 0) & 0x3f) | 0x80]);
  const bytes = Buffer.concat([digest.subarray(0, 6), version, digest.subarray(7, 8), variant, digest.subarray(9, 16)]);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
