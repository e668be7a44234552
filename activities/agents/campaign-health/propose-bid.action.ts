import { defineAction } from '../../../contracts/action.ts';
import { proposeAction } from './propose-action.action.ts';

/** Looks at the bid only: the answer is an absolute bid in minor units, or watching with the reason. Changes nothing. */
export const proposeBid = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'propose_bid',
  effect: 'read',
  summary:
    'Proposes a bid: up where the auction got dearer, else towards the target CPA where chance does not explain the distance.',
  params: proposeAction.params,
  output: proposeAction.output,
});
