import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { proposeStatus } from '../../campaign-status.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { pauseCampaign } from './pause.action.ts';

/** One change: the campaign’s status becomes paused. */
export function createPauseHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: pauseCampaign,
    propose: ({ campaign_id }, { origin }) =>
      proposeStatus(deps.registry, { tenant_id: origin.tenant_id, campaign_id, status: 'paused' }),
  });
}
