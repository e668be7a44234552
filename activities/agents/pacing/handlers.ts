import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createCheckPaceHandler } from './check.handler.ts';
import { createProposeCorrectionHandler } from './propose-correction.handler.ts';

/** The handlers of PacingAgent. */
export function createPacingHandlers(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler[] {
  return [createCheckPaceHandler(deps), createProposeCorrectionHandler()];
}
