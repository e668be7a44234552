import type { z } from 'zod';
import { adPlatforms } from '../../../activities/ad-platforms/platforms.action.ts';
import type { Platform } from '../../../contracts/platform.ts';
import type { AccountFacts } from '../../../db/queries/account-list.ts';
import type { StreamRow } from '../../../db/queries/sync-streams.ts';
import type { adAccountSchema, connectionSchema } from './account-schema.ts';

/** What says that a platform does not take the credential. */
const refusals = ['PLATFORM_UNAUTHORIZED', 'CREDENTIAL_UNREADABLE'];

function capabilitiesOf(platform: Platform) {
  const found = adPlatforms.find((each) => each.platform === platform);
  if (found === undefined) throw new Error(`There is no platform ${platform}.`);
  const { abilities, names, budget_owners, daily_overspend_factor, dry_run } = found.capabilities;
  const { impression_share, reach, conversion_lag_days } = found.capabilities;
  return {
    platform_label: found.label,
    capabilities: {
      ...{ abilities: [...abilities], names, budget_owners: [...budget_owners], daily_overspend_factor, dry_run },
      ...{ impression_share, reach, conversion_lag_days },
    },
  };
}

/** Whether an account can be reached, as the last look at its campaigns found. */
export function connectionOf(
  has_credential: boolean,
  streams: readonly StreamRow['stream'][],
): z.output<typeof connectionSchema> {
  const looked = streams.find((each) => each.stream === 'entities');
  const {
    error_code: code = null,
    error_message: message = null,
    finished_at = null,
    succeeded_at = null,
  } = looked ?? {};
  const error = code === null ? null : { code, message: message ?? '' };
  const checked_at = finished_at?.toISOString() ?? null;
  if (!has_credential) return { state: 'not_connected', checked_at, error };
  if (code !== null && refusals.includes(code)) return { state: 'refused', checked_at, error };
  return { state: succeeded_at === null ? 'unchecked' : 'connected', checked_at, error };
}

/** An account as the API shows it. */
export function toAccount(
  { has_credential, ad_account_id: id, ...facts }: AccountFacts,
  all: readonly StreamRow[],
): z.output<typeof adAccountSchema> {
  const streams = all.map((row) => row.stream).filter((each) => each.ad_account_id === id);
  const times = streams.flatMap((each) => (each.succeeded_at === null ? [] : [each.succeeded_at.toISOString()]));
  const synced_at = times.length < 3 ? null : (times.toSorted()[0] ?? null);
  const connection = connectionOf(has_credential, streams);
  return {
    id,
    ...facts,
    ...capabilitiesOf(facts.platform),
    platform_settings: { ...facts.platform_settings },
    connection,
    synced_at,
  };
}
