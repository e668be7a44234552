import type { ActionDefinition } from '../../../contracts/action.ts';
import { buildGoldenAction } from './build-golden.action.ts';
import { comparePromptsAction } from './compare-prompts.action.ts';
import { evaluateOutcomesAction } from './evaluate-outcomes.action.ts';
import { judgeReasoningAction } from './judge-reasoning.action.ts';
import { runEvaluationAction } from './run-evaluation.action.ts';

/** Every action of EvaluationAgent. */
export const evaluationDefinitions: readonly ActionDefinition[] = [
  runEvaluationAction,
  buildGoldenAction,
  judgeReasoningAction,
  comparePromptsAction,
  evaluateOutcomesAction,
];
