import type { ActionDefinition } from '../../../contracts/action.ts';
import {
  collectCandidates,
  expireRecommendations,
  fitConfidence,
  reviewAutonomy,
  trackOutcomes,
} from './actions.action.ts';

/** Every action of LearningAgent, in the order of a night. */
export const learningDefinitions: readonly ActionDefinition[] = [
  expireRecommendations,
  trackOutcomes,
  collectCandidates,
  fitConfidence,
  reviewAutonomy,
];
