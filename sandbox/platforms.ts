import type { Personality } from './door/personality.ts';
import { createLinkedin } from './linkedin/personality.ts';
import { createMeta } from './meta/door.ts';

/** The platforms that this process plays: one line for each. */
export function createPersonalities(): readonly Personality[] {
  return [createMeta(), createLinkedin()];
}
