import type { PlatformCapabilities } from '../../../contracts/platform-capabilities.ts';

/**
 * What Product Hunt’s API can do for us: show a launch and how it is received. Its only mutations are about goals of makers:
 * none creates or changes a launch, so nothing is writable and a person submits by hand. A launch has no money and nothing
 * below it. There are no insights by day or hour either: the API tells how many votes a launch has now, and of no vote when it
 * was given, so whoever wants a course has to look twice.
 * https://github.com/producthunt/producthunt-api/blob/master/schema.graphql
 */
export const productHuntCapabilities: PlatformCapabilities = {
  abilities: ['read_launch'],
  writable: { campaign: [], ad_set: [], ad: [], creative: [] },
  names: { campaign: 'launch', ad_set: null, ad: null },
  budget_owners: [],
  daily_overspend_factor: 1,
  dry_run: false,
  creation_guard: 'none',
  tells_learning: false,
  impression_share: false,
  reach: false,
  conversion_lag_days: 0,
  copy: null,
};
