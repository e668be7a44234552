import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';

/** The handlers of CampaignHealthAgent, bound to what the worker hands in. */
export function createCampaignHealthHandlers(_deps: HandlerDependencies): BoundHandler[] {
  return [];
}
