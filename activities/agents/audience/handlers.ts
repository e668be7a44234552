import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createProposeExpansionHandler } from './propose-expansion.handler.ts';

/** The handlers of AudienceAgent. */
export function createAudienceHandlers(deps: Pick<HandlerDependencies, 'clock'>): BoundHandler[] {
  return [createProposeExpansionHandler(deps)];
}
