import type { BoundHandler } from '../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { createChangePortfolioHandler } from './actions/change-portfolio/change-portfolio.handler.ts';
import { createExcludeAudienceHandler } from './actions/exclude-audience/exclude-audience.handler.ts';
import { createExpandAudienceHandler } from './actions/expand-audience/expand-audience.handler.ts';
import { createListAudiencesHandler } from './actions/list-audiences/list-audiences.handler.ts';
import { createMoveBudgetHandler } from './actions/move-budget/move-budget.handler.ts';
import { createPauseHandler } from './actions/pause/pause.handler.ts';
import { createPreviewUndoHandler } from './actions/preview-undo/preview-undo.handler.ts';
import { createReadAdCopyHandler } from './actions/read-ad-copy/read-ad-copy.handler.ts';
import { createReadCampaignStateHandler } from './actions/read-campaign-state/read-campaign-state.handler.ts';
import { createReadChangesHandler } from './actions/read-changes/read-changes.handler.ts';
import { createReadInsightsHandler } from './actions/read-insights/read-insights.handler.ts';
import { createResumeHandler } from './actions/resume/resume.handler.ts';
import { createRotateCreativeHandler } from './actions/rotate-creative/rotate-creative.handler.ts';
import { createSendConversionsHandler } from './actions/send-conversions/send-conversions.handler.ts';
import { createSetAdSetBudgetHandler } from './actions/set-ad-set-budget/set-ad-set-budget.handler.ts';
import { createSetAudienceExpansionHandler } from './actions/set-audience-expansion/set-audience-expansion.handler.ts';
import { createSetAudiencesHandler } from './actions/set-audiences/set-audiences.handler.ts';
import { createSetBidHandler } from './actions/set-bid/set-bid.handler.ts';
import { createSetDailyBudgetHandler } from './actions/set-daily-budget/set-daily-budget.handler.ts';
import { createSetLifetimeBudgetHandler } from './actions/set-lifetime-budget/set-lifetime-budget.handler.ts';
import { createSetScheduleHandler } from './actions/set-schedule/set-schedule.handler.ts';
import { createSyncInsightsHandler } from './actions/sync-insights/sync-insights.handler.ts';
import { createUndoChangesHandler } from './actions/undo-changes/undo-changes.handler.ts';
import { createUndoExecutionHandler } from './actions/undo-execution/undo-execution.handler.ts';
import { createUploadCreativesHandler } from './actions/upload-creatives/upload-creatives.handler.ts';
import type { AdPlatformDependencies } from './dependencies.ts';
import { createAdapterRegistry } from './registry.ts';
import { noFailpoint } from './write/failpoints.ts';

/** Builds the handlers of `AdPlatformAgent`, one for each definition. */
export function createAdPlatformHandlers(deps: HandlerDependencies): readonly BoundHandler[] {
  const own: AdPlatformDependencies = {
    database: deps.database,
    clock: deps.clock,
    getPublic: deps.getPublic,
    registry: createAdapterRegistry(deps),
    failpoint: deps.failpoint ?? noFailpoint,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    elapsed: () => performance.now(),
  };
  return [
    createReadCampaignStateHandler(own),
    createReadInsightsHandler(own),
    createReadChangesHandler(own),
    createReadAdCopyHandler(own),
    createSyncInsightsHandler(own),
    createSetDailyBudgetHandler(own),
    createSetBidHandler(own),
    createPauseHandler(own),
    createResumeHandler(own),
    createRotateCreativeHandler(own),
    createUndoExecutionHandler(own),
    createUndoChangesHandler(own),
    createPreviewUndoHandler(own),
    createSetLifetimeBudgetHandler(own),
    createSetAdSetBudgetHandler(own),
    createSetScheduleHandler(own),
    createUploadCreativesHandler(own),
    createSetAudiencesHandler(own),
    createExpandAudienceHandler(own),
    createExcludeAudienceHandler(own),
    createSetAudienceExpansionHandler(own),
    createMoveBudgetHandler(own),
    createChangePortfolioHandler(own),
    createSendConversionsHandler(own),
    createListAudiencesHandler(own),
  ];
}
