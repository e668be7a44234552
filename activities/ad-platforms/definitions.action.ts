import type { ActionDefinition } from '../../contracts/action.ts';
import { changePortfolio } from './actions/change-portfolio/change-portfolio.action.ts';
import { excludeAudience } from './actions/exclude-audience/exclude-audience.action.ts';
import { expandAudience } from './actions/expand-audience/expand-audience.action.ts';
import { listAudiences } from './actions/list-audiences/list-audiences.action.ts';
import { moveBudget } from './actions/move-budget/move-budget.action.ts';
import { pauseCampaign } from './actions/pause/pause.action.ts';
import { previewUndo } from './actions/preview-undo/preview-undo.action.ts';
import { readAdCopy } from './actions/read-ad-copy/read-ad-copy.action.ts';
import { readCampaignState } from './actions/read-campaign-state/read-campaign-state.action.ts';
import { readChanges } from './actions/read-changes/read-changes.action.ts';
import { readInsights } from './actions/read-insights/read-insights.action.ts';
import { resumeCampaign } from './actions/resume/resume.action.ts';
import { rotateCreative } from './actions/rotate-creative/rotate-creative.action.ts';
import { sendConversions } from './actions/send-conversions/send-conversions.action.ts';
import { setAdSetBudget } from './actions/set-ad-set-budget/set-ad-set-budget.action.ts';
import { setAudienceExpansion } from './actions/set-audience-expansion/set-audience-expansion.action.ts';
import { setAudiences } from './actions/set-audiences/set-audiences.action.ts';
import { setBid } from './actions/set-bid/set-bid.action.ts';
import { setDailyBudget } from './actions/set-daily-budget/set-daily-budget.action.ts';
import { setLifetimeBudget } from './actions/set-lifetime-budget/set-lifetime-budget.action.ts';
import { setSchedule } from './actions/set-schedule/set-schedule.action.ts';
import { syncInsights } from './actions/sync-insights/sync-insights.action.ts';
import { undoChanges } from './actions/undo-changes/undo-changes.action.ts';
import { undoExecution } from './actions/undo-execution/undo-execution.action.ts';
import { uploadCreatives } from './actions/upload-creatives/upload-creatives.action.ts';

/** The actions of `AdPlatformAgent`: everything that reads from or writes to an ad platform, whichever it is. */
export const adPlatformDefinitions: readonly ActionDefinition[] = [
  readCampaignState,
  readInsights,
  readChanges,
  readAdCopy,
  syncInsights,
  listAudiences,
  setDailyBudget,
  setLifetimeBudget,
  setAdSetBudget,
  setBid,
  setSchedule,
  pauseCampaign,
  resumeCampaign,
  rotateCreative,
  uploadCreatives,
  setAudiences,
  expandAudience,
  excludeAudience,
  setAudienceExpansion,
  changePortfolio,
  moveBudget,
  undoExecution,
  undoChanges,
  previewUndo,
  sendConversions,
];
