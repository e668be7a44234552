import type { ActionDefinition } from '../../../contracts/action.ts';
import { proposeExpansion } from './propose-expansion.action.ts';

/** Every action of AudienceAgent. */
export const audienceDefinitions: readonly ActionDefinition[] = [proposeExpansion];
