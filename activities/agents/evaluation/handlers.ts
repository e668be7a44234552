import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { Council, CouncilBatch } from '../../../contracts/council.ts';
import type { KnowledgePort } from '../../../contracts/knowledge.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createBuildGoldenHandler } from './build-golden.handler.ts';
import { createComparePromptsHandler } from './compare-prompts.handler.ts';
import { createEvaluateOutcomesHandler } from './evaluate-outcomes.handler.ts';
import { createJudgeReasoningHandler } from './judge-reasoning.handler.ts';
import { createRunEvaluationHandler } from './run-evaluation.handler.ts';

/** The handlers of EvaluationAgent. */
export function createEvaluationHandlers(
  deps: Pick<HandlerDependencies, 'database' | 'clock'> & {
    readonly council: (Council & CouncilBatch) | null;
    readonly knowledge?: KnowledgePort | null;
  },
): BoundHandler[] {
  return [
    createRunEvaluationHandler(deps),
    createBuildGoldenHandler(deps),
    createJudgeReasoningHandler(deps),
    createComparePromptsHandler(deps),
    createEvaluateOutcomesHandler(deps),
  ];
}
