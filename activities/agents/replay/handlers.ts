import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createReplayHistoryHandler } from './replay-history.handler.ts';

/** The handlers of ReplayAgent. */
export function createReplayHandlers(deps: Pick<HandlerDependencies, 'database' | 'replayHistory'>): BoundHandler[] {
  return [createReplayHistoryHandler(deps)];
}
