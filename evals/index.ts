/** The door of the evaluations: everything here is pure but for reading the golden files. */
export type { CaseKind } from './generated/generated-case.ts';
export { splits } from './generated/seeds.ts';
export { loadGolden } from './golden/load-golden.ts';
export { createJudge, createJudgeOfMany, type Judgeable } from './judge/judge-recommendation.ts';
export { judgeRun } from './judge/judge-run.ts';
export { outcomeRun } from './outcomes/outcome-run.ts';
export { comparePrompts } from './prompts/compare-prompts.ts';
export type { TriedPrompt } from './prompts/try-prompt.ts';
export { evaluationCases } from './run/datasets.ts';
export { type EvaluatedPart, evaluateAll, type Selection } from './run/evaluate-all.ts';
export type { Engine } from './run/evaluation-case.ts';
export { pullRequestComment, resultFile } from './run/pull-request-comment.ts';
export { readSelection } from './run/read-selection.ts';
export { ruleEngine, rulesName } from './run/rule-engine.ts';
export { runEvaluation } from './run/run-evaluation.ts';
export { reportText } from './run/table.ts';
export { deploymentGates } from './scorers/gates.ts';
