import { createHash } from 'node:crypto';

/**
 * A uuid that follows from what it names, so that seeding twice meets the same rows.
 * Version 8 of RFC 9562 (the free form), made of a sha256.
 */
export function stableId(...names: readonly string[]): string {
  const hex = createHash('sha256').update(names.join('/')).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
