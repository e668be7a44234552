import { defineAction } from '../../../contracts/action.ts';
import { proposeAction } from './propose-action.action.ts';

/** Looks for wasted money only: the answer is a pause, or watching with the reason. Changes nothing. */
export const proposePause = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'propose_pause',
  effect: 'read',
  summary: 'Proposes to pause the campaign when its money buys nothing, beyond chance and beyond what is only late.',
  params: proposeAction.params,
  output: proposeAction.output,
});
