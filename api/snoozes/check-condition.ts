import { campaignFeatures } from '../../contracts/campaign-features.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { checkExpression, mapType, plain, textType } from '../../playbooks/expressions/checking.ts';

const context = mapType(
  Object.fromEntries(
    campaignFeatures.map((feature) => [feature.name, feature.type === 'string' ? textType() : plain(feature.type)]),
  ),
);

/** Throws REQUEST_INVALID unless the text is a condition over `context.*`, with what is wrong and how to mend it. */
export function checkCondition(condition: string): void {
  const { type, faults } = checkExpression(condition, { names: { context }, guarded: new Set() });
  const [fault] = faults;
  const detail =
    fault === undefined
      ? 'A condition must be true or false, such as context.cpa > 60.0.'
      : `${fault.message}. ${fault.fix}`;
  if (fault === undefined && (type.kind === 'boolean' || type.kind === 'any')) return;
  throw new CodedError('REQUEST_INVALID', `The condition cannot be used: ${detail}`, {
    errors: [{ pointer: '/body/condition', detail }],
  });
}
