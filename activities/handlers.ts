import type { BoundHandler } from '../contracts/action-handler.ts';
import { createAccountReader } from './ad-platforms/account-reader.ts';
import { createCampaignReader } from './ad-platforms/campaign-reader.ts';
import { createAdPlatformHandlers } from './ad-platforms/handlers.ts';
import { createOutcomeReader } from './ad-platforms/outcome-reader.ts';
import { createAudienceHandlers } from './agents/audience/handlers.ts';
import { createFactsReader } from './agents/campaign-health/collect/read-facts.ts';
import { createCampaignHealthHandlers } from './agents/campaign-health/handlers.ts';
import { createContextHandlers } from './agents/context/handlers.ts';
import { createConversionHandlers } from './agents/conversions/handlers.ts';
import { createCreativeHandlers } from './agents/creative/handlers.ts';
import { createEvaluationHandlers } from './agents/evaluation/handlers.ts';
import { createKnowledgeHandlers } from './agents/knowledge/handlers.ts';
import { createLaunchHandlers } from './agents/launch/handlers.ts';
import { createLearningHandlers } from './agents/learning/handlers.ts';
import { createNotificationHandlers } from './agents/notification/handlers.ts';
import { createPacingHandlers } from './agents/pacing/handlers.ts';
import { createReplayHandlers } from './agents/replay/handlers.ts';
import { createReportingHandlers } from './agents/reporting/handlers.ts';
import { createSyncHandlers } from './agents/sync/handlers.ts';
import type { HandlerDependencies } from './handler-dependencies.ts';
import { openCouncil } from './llm/open-council.ts';
import { createDigestDelivery } from './notifications/deliver-digest.ts';

/**
 * The code behind every action of the catalog, for the worker alone. One line per agent.
 * A test holds this list and `actionCatalog` to the same ids.
 */
export function createAllHandlers(deps: HandlerDependencies): BoundHandler[] {
  const { channels = { slack: null, email: null, public_url: null } } = deps;
  const deliverDigest = createDigestDelivery(deps.database, channels);
  const accounts = createAccountReader(deps);
  // One for all, so that a vendor that fails one agent is left alone by the others too.
  const council = openCouncil(deps);
  const reads = createAdPlatformHandlers(deps);
  const context = { facts: createFactsReader(deps), platform: createCampaignReader(deps), reads };
  return [
    ...reads,
    ...createCampaignHealthHandlers({ ...deps, council, reader: createOutcomeReader(deps) }),
    ...createContextHandlers({ ...deps, ...context }),
    ...createPacingHandlers(deps),
    ...createAudienceHandlers(deps),
    ...createCreativeHandlers({ ...deps, council, knowledge: deps.knowledge ?? null }),
    ...createLaunchHandlers({ ...deps, accounts: createAccountReader(deps) }),
    ...createReplayHandlers(deps),
    ...createReportingHandlers(deps),
    ...createLearningHandlers(deps),
    ...createSyncHandlers({ ...deps, accounts }),
    ...createConversionHandlers({ ...deps, accounts }),
    ...createEvaluationHandlers({ ...deps, council }),
    ...createNotificationHandlers({ ...deps, deliverDigest }),
    ...createKnowledgeHandlers({ ...deps, knowledge: deps.knowledge ?? null }),
  ];
}
