import type { ActionDefinition } from '../../../contracts/action.ts';
import { checkPace } from './check.action.ts';
import { proposeCorrection } from './propose-correction.action.ts';

/** Every action of PacingAgent. */
export const pacingDefinitions: readonly ActionDefinition[] = [checkPace, proposeCorrection];
