import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createBuildGoldenHandler } from './build-golden.handler.ts';
import { createRunEvaluationHandler } from './run-evaluation.handler.ts';

/** The handlers of EvaluationAgent. */
export function createEvaluationHandlers(deps: Pick<HandlerDependencies, 'database'>): BoundHandler[] {
  return [createRunEvaluationHandler(deps), createBuildGoldenHandler(deps)];
}
