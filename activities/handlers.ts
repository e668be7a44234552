import type { BoundHandler } from '../contracts/action-handler.ts';
import { createAdPlatformHandlers } from './ad-platforms/handlers.ts';
import { createCampaignHealthHandlers } from './agents/campaign-health/handlers.ts';
import type { HandlerDependencies } from './handler-dependencies.ts';

/**
 * The code behind every action of the catalog, for the worker alone. One line per agent.
 * A test holds this list and `actionCatalog` to the same ids.
 */
export function createAllHandlers(deps: HandlerDependencies): BoundHandler[] {
  return [...createAdPlatformHandlers(deps), ...createCampaignHealthHandlers(deps)];
}
