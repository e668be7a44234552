import { checkAgreement } from './agreement.ts';
import { checkAppliedOnce } from './applied-once.ts';
import { checkAudited } from './audited.ts';
import type { ChaosFacts, Violation } from './facts.ts';
import { checkGranted } from './granted.ts';
import { checkWithinCaps } from './within-caps.ts';

/** Everything that must not be, by all five laws. Empty when the run kept them. */
export function checkAll(facts: ChaosFacts): readonly Violation[] {
  return [checkGranted, checkAppliedOnce, checkWithinCaps, checkAgreement, checkAudited].flatMap((check) =>
    check(facts),
  );
}
