// The platforms that this product can talk to: one line each.
export { googleAds } from './google/platform.action.ts';
export { linkedInAds } from './linkedin/platform.action.ts';
export { metaAds } from './meta/platform.action.ts';
export { productHunt } from './product-hunt/platform.action.ts';
export { tiktokAds } from './tiktok/platform.action.ts';
