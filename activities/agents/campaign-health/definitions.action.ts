import type { ActionDefinition } from '../../../contracts/action.ts';

/** Every action of CampaignHealthAgent, in the order in which the playbook tells the story. */
export const campaignHealthDefinitions: readonly ActionDefinition[] = [];
