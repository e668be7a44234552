import type { ActionDefinition } from '../../contracts/action.ts';
import { pauseCampaign } from './actions/pause/pause.action.ts';
import { readCampaignState } from './actions/read-campaign-state/read-campaign-state.action.ts';
import { readChanges } from './actions/read-changes/read-changes.action.ts';
import { readInsights } from './actions/read-insights/read-insights.action.ts';
import { resumeCampaign } from './actions/resume/resume.action.ts';
import { rotateCreative } from './actions/rotate-creative/rotate-creative.action.ts';
import { setBid } from './actions/set-bid/set-bid.action.ts';
import { setDailyBudget } from './actions/set-daily-budget/set-daily-budget.action.ts';
import { syncInsights } from './actions/sync-insights/sync-insights.action.ts';
import { undoExecution } from './actions/undo-execution/undo-execution.action.ts';

/** The actions of `AdPlatformAgent`: everything that reads from or writes to an ad platform, whichever it is. */
export const adPlatformDefinitions: readonly ActionDefinition[] = [
  readCampaignState,
  readInsights,
  readChanges,
  syncInsights,
  setDailyBudget,
  setBid,
  pauseCampaign,
  resumeCampaign,
  rotateCreative,
  undoExecution,
];
