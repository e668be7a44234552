import type { Platform } from '../../contracts/platform.ts';
import { adPlatforms } from './platforms.action.ts';

/** How long a conversion may come late where nothing is known of the platform: the longest window that any of them has. */
const longestDays = 30;

/** For how many days after a click a platform may still count a conversion, as its capabilities say. */
export function conversionLagDays(platform: Platform): number {
  return adPlatforms.find((each) => each.platform === platform)?.capabilities.conversion_lag_days ?? longestDays;
}
