import type { BoundHandler } from '../contracts/action-handler.ts';
import { createAccountReader } from './ad-platforms/account-reader.ts';
import { createAdPlatformHandlers } from './ad-platforms/handlers.ts';
import { createOutcomeReader } from './ad-platforms/outcome-reader.ts';
import { createAudienceHandlers } from './agents/audience/handlers.ts';
import { createCampaignHealthHandlers } from './agents/campaign-health/handlers.ts';
import { createConversionHandlers } from './agents/conversions/handlers.ts';
import { createLaunchHandlers } from './agents/launch/handlers.ts';
import { createNotificationHandlers } from './agents/notification/handlers.ts';
import { createPacingHandlers } from './agents/pacing/handlers.ts';
import { createReportingHandlers } from './agents/reporting/handlers.ts';
import { createSyncHandlers } from './agents/sync/handlers.ts';
import type { HandlerDependencies } from './handler-dependencies.ts';
import { createDigestDelivery } from './notifications/deliver-digest.ts';

/**
 * The code behind every action of the catalog, for the worker alone. One line per agent.
 * A test holds this list and `actionCatalog` to the same ids.
 */
export function createAllHandlers(deps: HandlerDependencies): BoundHandler[] {
  const { channels = { slack: null, email: null, public_url: null } } = deps;
  const deliverDigest = createDigestDelivery(deps.database, channels);
  const accounts = createAccountReader(deps);
  return [
    ...createAdPlatformHandlers(deps),
    ...createCampaignHealthHandlers({ ...deps, council: null, reader: createOutcomeReader(deps) }),
    ...createPacingHandlers(deps),
    ...createAudienceHandlers(deps),
    ...createLaunchHandlers({ ...deps, accounts: createAccountReader(deps) }),
    ...createReportingHandlers(deps),
    ...createSyncHandlers({ ...deps, accounts }),
    ...createConversionHandlers({ ...deps, accounts }),
    ...createNotificationHandlers({ ...deps, deliverDigest }),
  ];
}
