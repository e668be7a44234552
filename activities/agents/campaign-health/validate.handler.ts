import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { validate } from '../../reasoning/index.ts';
import { validateRecommendation } from './validate.action.ts';

/** Pure computation; a recommendation that does not pass goes on with its reasons. */
export function createValidateHandler(): BoundHandler {
  return bindRun({
    definition: validateRecommendation,
    run: async ({ context, recommendation }) => {
      const validation = validate(context, recommendation);
      const failed = validation.checks.filter((check) => !check.passed).map((check) => check.check);
      return { recommendation: { ...recommendation, validation }, validation_passed: validation.passed, failed };
    },
  });
}
