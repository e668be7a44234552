import { badInput } from './refusals.ts';

/** Kinds of things that this platform names by URN, as `urn:li:<kind>:<key>`. */
export type UrnKind =
  | 'sponsoredAccount'
  | 'sponsoredCampaignGroup'
  | 'sponsoredCampaign'
  | 'sponsoredCreative'
  | 'adSegment'
  | 'share'
  | 'image'
  | 'organization';

/** Writes a URN. */
export function urnOf(kind: UrnKind, key: string): string {
  return `urn:li:${kind}:${key}`;
}

/** The key inside a URN of this kind, or null when it is none. */
export function keyOf(kind: UrnKind, urn: unknown): string | null {
  if (typeof urn !== 'string') return null;
  const prefix = urnOf(kind, '');
  const key = urn.startsWith(prefix) ? urn.slice(prefix.length) : '';
  return /^[\w-]+$/.test(key) ? key : null;
}

/** The key inside a URN of this kind; refuses anything else, a bare number included. */
export function requireKey(kind: UrnKind, urn: unknown, field: string): string {
  const key = keyOf(kind, urn);
  if (key === null) throw badInput(field, `must be a ${urnOf(kind, '{id}')}`, 'URN_INVALID');
  return key;
}
