import { defineErrors } from './define.ts';

/** Why the product may not be allowed to decide by itself. */
export const autonomyErrors = defineErrors({
  AUTONOMY_NOT_EARNED: {
    status: 409,
    retryable: true,
    title: 'This scenario has not earned autonomy',
    meaning:
      'A condition of the rule does not hold: people accepted too few of these recommendations, too few of them helped, too little is known, or the risk is not low. `unmet` names each condition with what was found.',
    fix: 'Keep deciding by hand until the conditions in `unmet` hold; GET /v2/autonomy/scenarios shows how far it is.',
  },
  AUTONOMY_NOT_ALLOWED: {
    status: 409,
    retryable: false,
    title: 'The playbook does not allow autonomy',
    meaning: 'The author of the playbook wrote that people are always asked (`guardrails.autonomy` is not `auto`).',
    fix: 'Have the playbook changed to `autonomy: auto` and deployed; people are still asked until the scenario is switched on.',
  },
  AUTONOMY_ENDED: {
    status: 409,
    retryable: false,
    title: 'The permission to act without asking has ended',
    meaning:
      'A change was approved by the rule of autonomy, and before it was applied somebody switched that off: the permission, the autonomy of the campaign or its stage. Nothing was sent.',
    fix: 'Nothing is to be done: the execution plans the change again and asks people.',
  },
});
