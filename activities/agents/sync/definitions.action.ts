import type { ActionDefinition } from '../../../contracts/action.ts';
import { syncAudiences } from './sync-audiences.action.ts';
import { syncDailyMetrics } from './sync-daily-metrics.action.ts';
import { syncEntities } from './sync-entities.action.ts';

/** Every action of SyncAgent, in the order in which one needs the other. */
export const syncDefinitions: readonly ActionDefinition[] = [syncEntities, syncAudiences, syncDailyMetrics];
