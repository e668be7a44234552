import type { Operation } from '../operation/operation.ts';
import { listActions } from './actions/list.ts';
import { runAction } from './actions/run.ts';
import { showAction } from './actions/show.ts';
import { connectAdAccount } from './ad-accounts/connect.ts';
import { listAdAccountsOperation } from './ad-accounts/list.ts';
import { syncAdAccount } from './ad-accounts/sync.ts';
import { listAgentExecutionsOperation } from './agent-executions/list.ts';
import { showAgentExecution } from './agent-executions/show.ts';
import { changeAgentSettings, changeCampaignRollout, showAgentSettings } from './agent-settings/settings.ts';
import { showAnalytics, showPack } from './analytics/analytics.ts';
import { showMilestones, showMonthlyReport } from './analytics/monthly.ts';
import { decideApproval } from './approvals/decide.ts';
import { delegateApproval } from './approvals/delegate.ts';
import { listApprovals } from './approvals/list.ts';
import { showApproval } from './approvals/show.ts';
import { snoozeForMe, unsnoozeForMe } from './approvals/snooze.ts';
import { withdrawDecision } from './approvals/withdraw.ts';
import { verifyAudit } from './audit/verify.ts';
import { login } from './auth/login.ts';
import { logout } from './auth/logout.ts';
import { listAutonomyGrants, switchAutonomyOff, switchAutonomyOn } from './autonomy/grants.ts';
import { listAutonomyScenarios, simulateAutonomy } from './autonomy/scenarios.ts';
import { listCalendarEvents, showCalendarEvent } from './calendar-events/read.ts';
import { createCalendarEvent, putCalendarEvent, removeCalendarEvent } from './calendar-events/write.ts';
import { showCampaignHistory } from './campaigns/history.ts';
import { importMetrics } from './campaigns/import-metrics.ts';
import { listCampaigns } from './campaigns/list.ts';
import { showCampaignMetrics } from './campaigns/metrics.ts';
import { showNames } from './campaigns/names.ts';
import { showCampaign } from './campaigns/show.ts';
import { listChanges } from './changes/list.ts';
import { resolveChange } from './changes/resolve.ts';
import { showChange } from './changes/show.ts';
import { listIdentities } from './channel-identities/list.ts';
import { putIdentity } from './channel-identities/put.ts';
import { slackActions } from './chat/slack-actions.ts';
import { listCollectors } from './collectors/list.ts';
import { probeCollectorsOperation } from './collectors/probe.ts';
import { importCompetitorObservations, listCompetitorObservations } from './competitor-observations/observations.ts';
import { listConversionsOperation } from './conversions/list.ts';
import { sendConversionBatch } from './conversions/send.ts';
import { showCosts } from './costs/costs.ts';
import { approveShort } from './decisions/approve.ts';
import { showCalibration } from './evaluation-runs/calibration.ts';
import { compareEvaluationRuns } from './evaluation-runs/compare.ts';
import { startPromptComparison } from './evaluation-runs/compare-prompts.ts';
import { listEvaluationRuns } from './evaluation-runs/list.ts';
import { listEvaluationResults } from './evaluation-runs/results.ts';
import { showEvaluationRun } from './evaluation-runs/show.ts';
import { startEvaluation } from './evaluation-runs/start.ts';
import { listEvaluations } from './evaluations/list.ts';
import { explainTrigger } from './evaluations/why.ts';
import { createTicket } from './events/create-ticket.ts';
import { streamExecutionEvents } from './events/execution-events.ts';
import { receiveEvent } from './events/receive-event.ts';
import { streamTenantEvents } from './events/tenant-events.ts';
import { cancelExecution } from './executions/cancel.ts';
import { listExecutions } from './executions/list.ts';
import { replayExecution } from './executions/replay.ts';
import { rerunExecution } from './executions/rerun.ts';
import { showExecution } from './executions/show.ts';
import { undoExecution } from './executions/undo.ts';
import { createExperiment, endExperiment, listExperiments } from './experiments/experiments.ts';
import { listFailures } from './failures/list.ts';
import { retryFailure } from './failures/retry.ts';
import { assignFailure, noteFailure, resolveFailure } from './failures/say.ts';
import { showFailure } from './failures/show.ts';
import { listFeedbackOperation, takeUpFeedbackOperation } from './feedback/feedback.ts';
import { addFxRate, listFxRates } from './fx-rates/rates.ts';
import { buildGoldenExamples } from './golden-examples/build.ts';
import { listGoldenExamples } from './golden-examples/list.ts';
import { reviewGoldenExample } from './golden-examples/review.ts';
import { showGoldenExample } from './golden-examples/show.ts';
import { listGroups } from './groups/list.ts';
import { putGroup } from './groups/put.ts';
import { addKnowledgeDocument } from './knowledge/add-document.ts';
import { askKnowledge } from './knowledge/ask.ts';
import { deleteKnowledge } from './knowledge/delete-document.ts';
import { listKnowledge, showKnowledge } from './knowledge/list-documents.ts';
import { searchKnowledgeBase } from './knowledge/search.ts';
import { listLlmBudgets, setLlmBudget } from './llm-budgets/budgets.ts';
import { listLlmCallsOperation, showLlmTrace } from './llm-calls/calls.ts';
import { listLlmPrices, setLlmPrice } from './llm-prices/prices.ts';
import { showMe } from './me/show.ts';
import { decideMoneyCap } from './money-caps/decide.ts';
import { listMoneyCaps } from './money-caps/list.ts';
import { setMoneyCap } from './money-caps/set.ts';
import { listNotifications } from './notifications/list.ts';
import { readNotification } from './notifications/mark-read.ts';
import { listOutcomesOperation } from './outcomes/list.ts';
import { showOutcome } from './outcomes/show.ts';
import { listPausesOperation } from './pauses/list.ts';
import { openPauseOperation } from './pauses/open.ts';
import { resumePauseOperation } from './pauses/resume.ts';
import { backtestPlaybook } from './playbooks/backtest.ts';
import { deployPlaybook } from './playbooks/deploy.ts';
import { dryRunPlaybook } from './playbooks/dry-run.ts';
import { executePlaybook } from './playbooks/execute.ts';
import { explainPlaybook } from './playbooks/explain.ts';
import { drawPlaybook } from './playbooks/graph.ts';
import { listPlaybooks } from './playbooks/list.ts';
import { retirePlaybook } from './playbooks/retire.ts';
import { showPlaybook } from './playbooks/show.ts';
import {
  listPromptExperiments,
  promotePromptExperiment,
  startPromptExperiment,
  stopPromptExperiment,
} from './prompts/experiments.ts';
import { listPrompts, showPrompt } from './prompts/prompts.ts';
import { analyzeCampaign } from './recommendations/analyze.ts';
import { analyzeBatch, showBatch } from './recommendations/analyze-batch.ts';
import { decideRecommendation } from './recommendations/decide.ts';
import { flagRecommendation, giveFeedback } from './recommendations/give-feedback.ts';
import { listRecommendations } from './recommendations/list.ts';
import { replayRecommendation } from './recommendations/replay.ts';
import { showRecommendation } from './recommendations/show.ts';
import { askWhatIf } from './recommendations/what-if.ts';
import { listSyncStreams } from './sync-streams/list.ts';
import { previewUndo } from './undo/preview.ts';
import { undoChanges } from './undo/start.ts';
import { createWebhook } from './webhooks/create.ts';
import { listWebhooks } from './webhooks/list.ts';
import { receiveWebhook } from './webhooks/receive.ts';
import { revokeWebhook } from './webhooks/revoke.ts';
import { rotateWebhook } from './webhooks/rotate.ts';

/** Every operation of the API; Express routes and the OpenAPI document both follow from this list. */
export const operations: readonly Operation[] = [
  login,
  logout,
  showMe,
  analyzeCampaign,
  analyzeBatch,
  showBatch,
  listRecommendations,
  showRecommendation,
  askWhatIf,
  replayRecommendation,
  decideRecommendation,
  giveFeedback,
  flagRecommendation,
  listFeedbackOperation,
  takeUpFeedbackOperation,
  listAutonomyScenarios,
  simulateAutonomy,
  listAutonomyGrants,
  switchAutonomyOn,
  switchAutonomyOff,
  showAgentSettings,
  changeAgentSettings,
  changeCampaignRollout,
  showAnalytics,
  showPack,
  showMonthlyReport,
  showMilestones,
  listCampaigns,
  showCampaign,
  showCampaignMetrics,
  showNames,
  importMetrics,
  showCampaignHistory,
  listPlaybooks,
  showPlaybook,
  drawPlaybook,
  explainPlaybook,
  executePlaybook,
  dryRunPlaybook,
  backtestPlaybook,
  listExecutions,
  showExecution,
  undoExecution,
  cancelExecution,
  rerunExecution,
  replayExecution,
  listFailures,
  showFailure,
  retryFailure,
  assignFailure,
  noteFailure,
  resolveFailure,
  listAgentExecutionsOperation,
  showAgentExecution,
  listOutcomesOperation,
  showOutcome,
  listPausesOperation,
  openPauseOperation,
  resumePauseOperation,
  listApprovals,
  showApproval,
  decideApproval,
  withdrawDecision,
  delegateApproval,
  snoozeForMe,
  unsnoozeForMe,
  listGroups,
  putGroup,
  listIdentities,
  putIdentity,
  slackActions,
  approveShort,
  listNotifications,
  readNotification,
  listActions,
  showAction,
  runAction,
  verifyAudit,
  createTicket,
  streamTenantEvents,
  streamExecutionEvents,
  receiveEvent,
  listEvaluations,
  explainTrigger,
  deployPlaybook,
  retirePlaybook,
  createWebhook,
  listWebhooks,
  receiveWebhook,
  revokeWebhook,
  rotateWebhook,
  listChanges,
  showChange,
  resolveChange,
  previewUndo,
  undoChanges,
  listMoneyCaps,
  setMoneyCap,
  decideMoneyCap,
  listFxRates,
  addFxRate,
  listAdAccountsOperation,
  connectAdAccount,
  syncAdAccount,
  listSyncStreams,
  sendConversionBatch,
  listConversionsOperation,
  listCollectors,
  probeCollectorsOperation,
  listCalendarEvents,
  showCalendarEvent,
  createCalendarEvent,
  putCalendarEvent,
  removeCalendarEvent,
  listExperiments,
  createExperiment,
  endExperiment,
  listCompetitorObservations,
  importCompetitorObservations,
  listEvaluationRuns,
  startEvaluation,
  startPromptComparison,
  compareEvaluationRuns,
  showEvaluationRun,
  listEvaluationResults,
  showCalibration,
  listGoldenExamples,
  buildGoldenExamples,
  showGoldenExample,
  reviewGoldenExample,
  addKnowledgeDocument,
  listKnowledge,
  showKnowledge,
  deleteKnowledge,
  searchKnowledgeBase,
  askKnowledge,
  listLlmCallsOperation,
  showLlmTrace,
  listLlmBudgets,
  setLlmBudget,
  listLlmPrices,
  setLlmPrice,
  showCosts,
  listPrompts,
  showPrompt,
  listPromptExperiments,
  startPromptExperiment,
  stopPromptExperiment,
  promotePromptExperiment,
];
