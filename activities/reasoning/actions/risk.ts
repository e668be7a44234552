import type { z } from 'zod';
import type { riskLevelSchema, TypedAction } from '../../../contracts/recommendation.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import { validConfidence } from '../thresholds.ts';

/** A change that moves more than this share of the money is felt at once, percent; twice as much is a lot. */
const feltPct = 10;
const muchPct = 25;

/** What can be lost by a step: money moved, how well it can be taken back, evidence, learning, and what it did before. */
export type RiskInput = {
  readonly kind: TypedAction['kind'];
  /** Money that the step moves, percent of the daily budget or bid. */
  readonly moved_pct: number;
  readonly confidence: number;
  readonly facts: Pick<HealthFacts, 'constraints'>;
  /** Measured effects of the same action that made things worse. */
  readonly failures: number;
};

/** What taking it back costs: a number is simply set again, people who were lost by a pause have to be won again. */
const irreversibility: Readonly<Record<TypedAction['kind'], number>> = {
  ...{ none: 0, set_bid: 0, set_daily_budget: 0, rotate_creative: 0, resume: 0 },
  ...{ reallocate_budget: 0, change_audiences: 1, pause: 1 },
};

/** Points: money over 10 % and over 25 %, hard to undo, low confidence, learning, and a bad record: none is low, three is high. */
export function riskOf({ kind, moved_pct, confidence, facts, failures }: RiskInput): z.infer<typeof riskLevelSchema> {
  if (kind === 'none') return 'low';
  const points =
    Number(moved_pct >= feltPct) +
    Number(moved_pct > muchPct) +
    irreversibility[kind] +
    Number(confidence < validConfidence) +
    Number(facts.constraints?.in_learning === true) +
    Number(failures > 0);
  return points === 0 ? 'low' : points < 3 ? 'medium' : 'high';
}
