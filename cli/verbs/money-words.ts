import { z } from 'zod';
import type { Change, ChangeSet } from '../../contracts/change-set.ts';
import { minorPerMajor, toMajor } from '../../contracts/minor-units.ts';
import type { ApiClient } from '../api-client.ts';

const accountsSchema = z.object({
  data: z.array(z.looseObject({ platform: z.string(), external_id: z.string(), currency: z.string() })),
});

/** The currency that an amount of a change is in: that of its own ad account, null where no account is known. */
export type CurrencyOf = (change: Pick<Change, 'platform' | 'account_id'>) => string | null;

/**
 * Reads which currencies the accounts of these change sets keep. The `currency` of a set is that of its sum alone: where a set
 * reaches over accounts of several currencies, it is the tenant's base currency and none of its amounts need be in it.
 */
export async function readCurrencies(api: ApiClient, sets: readonly (ChangeSet | null)[]): Promise<CurrencyOf> {
  if (!sets.some((set) => set?.changes.some(({ field }) => field.endsWith('_minor')))) return () => null;
  const { data } = await api.get('/v2/ad-accounts?limit=500', accountsSchema);
  const known = new Map(data.map((each) => [`${each.platform} ${each.external_id}`, each.currency]));
  return ({ platform, account_id }) => known.get(`${platform} ${account_id}`) ?? null;
}

/** An amount as people write it, with all its decimals: `334.80 USD`, `1200 JPY`. */
export function sayMoney(minor: number, currency: string): string {
  return `${toMajor(minor, currency).toFixed(Math.log10(minorPerMajor(currency)))} ${currency}`;
}

/** A value of a field: money in its currency, `none` for nothing, anything else as it is. */
export function sayValue(value: Change['before'], currency: string | null): string {
  if (value === null || value === '') return 'none';
  if (typeof value === 'string') return value;
  return currency === null ? `${value} minor units` : sayMoney(value, currency);
}

/** How far a number moves: `+13.6 %`; empty for texts. */
export function sayShare(change_pct: number | null): string {
  return change_pct === null ? '' : `${change_pct > 0 ? '+' : ''}${Number(change_pct.toFixed(1))} %`;
}

/** A field as people say it: `daily budget`. */
export function sayField(field: string): string {
  return field
    .replace(/_ids$/, 's')
    .replace(/_minor$|_id$/, '')
    .replaceAll('_', ' ');
}
