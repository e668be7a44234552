import type { ActionDefinition } from '../contracts/action.ts';
import { adPlatformDefinitions } from './ad-platforms/definitions.action.ts';
import { audienceDefinitions } from './agents/audience/definitions.action.ts';
import { campaignHealthDefinitions } from './agents/campaign-health/definitions.action.ts';
import { contextDefinitions } from './agents/context/definitions.action.ts';
import { conversionDefinitions } from './agents/conversions/definitions.action.ts';
import { creativeDefinitions } from './agents/creative/definitions.action.ts';
import { evaluationDefinitions } from './agents/evaluation/definitions.action.ts';
import { knowledgeDefinitions } from './agents/knowledge/definitions.action.ts';
import { launchDefinitions } from './agents/launch/definitions.action.ts';
import { learningDefinitions } from './agents/learning/definitions.action.ts';
import { notificationDefinitions } from './agents/notification/definitions.action.ts';
import { pacingDefinitions } from './agents/pacing/definitions.action.ts';
import { replayDefinitions } from './agents/replay/definitions.action.ts';
import { reportingDefinitions } from './agents/reporting/definitions.action.ts';
import { syncDefinitions } from './agents/sync/definitions.action.ts';

/**
 * Every action that a playbook may name: what the compiler, the editor, the API and the command line know about agents.
 * Pure data; the code that does the work is listed in `handlers.ts` and only the worker loads it. One line per agent.
 */
export const actionCatalog: readonly ActionDefinition[] = [
  ...adPlatformDefinitions,
  ...campaignHealthDefinitions,
  ...contextDefinitions,
  ...pacingDefinitions,
  ...audienceDefinitions,
  ...creativeDefinitions,
  ...launchDefinitions,
  ...replayDefinitions,
  ...reportingDefinitions,
  ...learningDefinitions,
  ...notificationDefinitions,
  ...syncDefinitions,
  ...conversionDefinitions,
  ...evaluationDefinitions,
  ...knowledgeDefinitions,
];
