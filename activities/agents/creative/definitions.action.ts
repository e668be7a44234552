import type { ActionDefinition } from '../../../contracts/action.ts';
import { checkAdCopy } from './check-ad-copy.action.ts';
import { writeAdCopy } from './write-ad-copy.action.ts';

/** Every action of CreativeAgent. */
export const creativeDefinitions: readonly ActionDefinition[] = [writeAdCopy, checkAdCopy];
