import type { Personality } from './door/personality.ts';
import { createGoogle } from './google/google.ts';
import { createLinkedin } from './linkedin/personality.ts';
import { createMeta } from './meta/door.ts';
import { createTiktok } from './tiktok/personality.ts';

/** The platforms that this process plays: one line for each. */
export function createPersonalities(): readonly Personality[] {
  return [createMeta(), createGoogle(), createLinkedin(), createTiktok()];
}
