import { defineAction } from '../../../contracts/action.ts';
import { proposeAction } from './propose-action.action.ts';

/** Looks at the creatives only: the answer is one rotation, or watching with the reason. Changes nothing. */
export const proposeRotation = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'propose_rotation',
  effect: 'read',
  summary: 'Proposes the next spare creative for a tired one, and leaves each creative its first week.',
  params: proposeAction.params,
  output: proposeAction.output,
});
