import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { SyncDependencies } from './hold-stream.ts';
import { createSyncAudiencesHandler } from './sync-audiences.handler.ts';
import { createSyncDailyMetricsHandler } from './sync-daily-metrics.handler.ts';
import { createSyncEntitiesHandler } from './sync-entities.handler.ts';

/** The handlers of SyncAgent; `accounts` reaches the platforms. */
export function createSyncHandlers(deps: SyncDependencies): BoundHandler[] {
  return [createSyncEntitiesHandler(deps), createSyncAudiencesHandler(deps), createSyncDailyMetricsHandler(deps)];
}
