import type { ActionDefinition } from '../../../contracts/action.ts';
import { reviewOutcomes } from './review-outcomes.action.ts';
import { summariseWeek } from './summarise-week.action.ts';

/** Every action of ReportingAgent. */
export const reportingDefinitions: readonly ActionDefinition[] = [summariseWeek, reviewOutcomes];
