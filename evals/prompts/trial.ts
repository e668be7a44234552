import type { CouncilDegraded } from '../../contracts/council.ts';
import type { ErrorCode } from '../../contracts/errors/index.ts';
import type { Recommendation, RootCause } from '../../contracts/recommendation.ts';
import type { EvaluationCase } from '../run/evaluation-case.ts';
import type { Asking } from './ask-chain.ts';

/** What came of one case with one version of a prompt. */
export type Tried = {
  /** False when no answer could be used: none came in time, or it had not the asked shape, or said what nothing given says. */
  readonly usable: boolean;
  /** The code and the words of what went wrong; null for a usable answer. */
  readonly trouble: { readonly code: ErrorCode; readonly reason: string } | null;
  /** Whether it is right, by what the trial of this prompt asks for. */
  readonly right: boolean;
  /** True when numbers or claims stand in it that nothing given says. */
  readonly unsupported: boolean;
  /** The recommendation as the model would have it, for the record and for a judge; null where there is none. */
  readonly said: Pick<
    Recommendation,
    'recommended_workflow' | 'specific_action' | 'reasoning' | 'signal_analysis' | 'confidence'
  > | null;
  /** The cause that the model named; null when it named none that is known. */
  readonly cause: RootCause | null;
  readonly models: readonly string[];
  readonly cost_usd: number;
  /** Whether all of it was answered before: then nothing is known of how long it takes. */
  readonly cached: boolean;
};

/** How a version of a prompt is tried on a case in which the right answer is known. */
export type Trial = (asking: Asking, key: string, wanted: EvaluationCase) => Promise<Tried>;

type Fault = Pick<CouncilDegraded, 'code' | 'reason' | 'invented' | 'cost_usd'>;

/** An answer that could not be used. The council refuses invented numbers and claims itself, and says so. */
export function unusable({ code, reason, invented = false, cost_usd = 0 }: Fault, before_usd = 0): Tried {
  return {
    ...{ usable: false, trouble: { code, reason }, right: false, said: null, cause: null, models: [] },
    ...{ unsupported: invented, cost_usd: before_usd + cost_usd, cached: false },
  };
}
