import { reason } from '../../activities/reasoning/index.ts';
import type { Engine } from './evaluation-case.ts';

/** What answered when no model did. */
export const rulesName = 'rules (no model)';

/** The deterministic reasoning alone: what decides in production, too. */
export const ruleEngine: Engine = (context) => reason(context).recommendation;
