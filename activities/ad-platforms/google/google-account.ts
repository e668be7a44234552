import type { GoogleClient } from './client.ts';

/** What the mapping needs to know of the account besides the wire. */
export type AccountFacts = {
  /** The account's id as the rest of the product has it. */
  readonly account_id: string;
  /** The same with digits only, as resource names have it. */
  readonly customer_id: string;
  readonly currency: string;
  readonly timezone: string;
  readonly now: () => Date;
};

/** One account and what reaches it. */
export type GoogleAccount = { readonly client: GoogleClient; readonly facts: AccountFacts };

/** A resource name such as `customers/1/campaigns/2`. */
export function resourceName({ customer_id }: AccountFacts, resource: string, id: string): string {
  return `customers/${customer_id}/${resource}/${id}`;
}

/** The last part of a resource name: an id, or ids joined by `~`. */
export function idsOf(resource_name: string): readonly string[] {
  return (resource_name.split('/').at(-1) ?? '').split('~');
}
