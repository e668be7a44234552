import type { Tone } from '../executions/describe-execution.ts';
import { toMajor } from '../money/format-money.ts';

/** Changes below this are noise of a week. */
const noticed_pct = 10;

/** How the cost of a conversion is coloured: bad when it rose noticeably and misses its target, good when it fell or keeps it. */
export function cpaTone(facts: {
  readonly cpa: number;
  readonly cpa_change_pct: number;
  readonly target_cpa_minor: number | null;
  readonly currency: string;
}): Tone {
  const { cpa, cpa_change_pct, target_cpa_minor, currency } = facts;
  if (Math.abs(cpa_change_pct) < noticed_pct) return 'neutral';
  if (cpa_change_pct < 0) return 'good';
  const missed = target_cpa_minor !== null && cpa > toMajor(target_cpa_minor, currency);
  return missed ? 'bad' : 'waiting';
}
