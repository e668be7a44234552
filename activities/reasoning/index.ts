export { type Call, type Lever, watch } from './actions/lever.ts';
export { leverFor } from './actions/lever-for.ts';
export { typedActionOf } from './actions/typed-action-of.ts';
export { type AnomalyReport, anomalyReportSchema, type SeriesFinding } from './anomaly/anomaly-report.ts';
export { reportAnomalies } from './anomaly/report-anomalies.ts';
export type { CalibrationPoints, JudgedCase } from './confidence/calibrate.ts';
export { type FittedCalibration, fitCalibration } from './confidence/fit-calibration.ts';
export { critiqueByRules } from './critique/critique-by-rules.ts';
export { shouldRegenerate } from './critique/should-regenerate.ts';
export { type Validation, validate } from './critique/validate.ts';
export { analyse, groundsOf, type ReasoningOptions } from './diagnosis/analyse.ts';
export { type Analysis, analysisSchema } from './diagnosis/analysis.ts';
export { analyzeFatigue } from './features/fatigue.ts';
export { gatherFacts } from './features/gather-facts.ts';
export type { HealthFacts } from './features/health-facts.ts';
export { complexFrom, complexityPoints, pointsOf } from './model-context/complexity.ts';
export { formatContext } from './model-context/format-context.ts';
export { type Reasoned, reason } from './reason.ts';
export { type Reasons, type RecommendOptions, recommend, recommendationOf } from './recommend.ts';
export { replay } from './replay.ts';
export { type MetricSeries, metricSeriesSchema, onGrain } from './series/metric-series.ts';
export { changePct, mean, median, robustDeviation, significant } from './series/robust-statistics.ts';
export {
  actConfidence,
  fullBudget,
  oldCreativeDays,
  significantPct,
  tiredFrequency,
} from './thresholds.ts';
export { type PlaybookLimits, whatIf } from './what-if.ts';
export { moneyText } from './wording/amount.ts';
export { fieldWords, metricLabel } from './wording/labels.ts';
export { nameOf, namesIn, namesOf, withoutNames } from './wording/names.ts';
export { numbersAgainst, unknownNumbers } from './wording/number-check.ts';
