import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { proposeStatus } from '../../campaign-status.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { resumeCampaign } from './resume.action.ts';

/** One change: the campaign’s status becomes active. */
export function createResumeHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: resumeCampaign,
    propose: ({ campaign_id }, { origin }) =>
      proposeStatus(deps.registry, { tenant_id: origin.tenant_id, campaign_id, status: 'active' }),
  });
}
