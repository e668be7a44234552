import { CodedError } from '../../../contracts/errors/index.ts';

/** Kinds of things that LinkedIn names by URN. */
export type UrnKind =
  | 'sponsoredAccount'
  | 'sponsoredCampaignGroup'
  | 'sponsoredCampaign'
  | 'sponsoredCreative'
  | 'adSegment'
  | 'share';

/** The plain number of a thing: ids come as numbers, as texts of digits, or as URNs. What is no URN of this kind stays as it is. */
export function idOf(kind: UrnKind, wire: string): string {
  const prefix = `urn:li:${kind}:`;
  return wire.startsWith(prefix) ? wire.slice(prefix.length) : wire;
}

/**
 * Checks that an id is one that LinkedIn could have given, so that nothing else gets into an address.
 * Throws PLATFORM_NOT_FOUND: there is nothing under such a name.
 */
export function checkedId(kind: UrnKind, id: string): string {
  const plain = idOf(kind, id);
  if (/^\d{1,19}$/.test(plain)) return plain;
  throw new CodedError('PLATFORM_NOT_FOUND', `LinkedIn has no ${kind} under such an id.`, { id: id.slice(0, 60) });
}

/** The URN of a thing. Throws PLATFORM_NOT_FOUND when the id cannot be one. */
export function urnOf(kind: UrnKind, id: string): string {
  return `urn:li:${kind}:${checkedId(kind, id)}`;
}

/** `adAccounts/{id}`: where everything of an account lies. */
export function accountPath(account_id: string): string {
  return `adAccounts/${checkedId('sponsoredAccount', account_id)}`;
}
