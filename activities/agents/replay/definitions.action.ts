import type { ActionDefinition } from '../../../contracts/action.ts';
import { replayHistoryAction } from './replay-history.action.ts';

/** Every action of ReplayAgent. */
export const replayDefinitions: readonly ActionDefinition[] = [replayHistoryAction];
