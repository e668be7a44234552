// The platforms that this process plays: one line each.
export { createGoogle } from './google/google.ts';
export { createLinkedin } from './linkedin/personality.ts';
export { createMeta } from './meta/door.ts';
export { createProductHunt } from './product-hunt.ts';
export { createTiktok } from './tiktok/personality.ts';
