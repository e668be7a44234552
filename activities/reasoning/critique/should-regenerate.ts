import { mostIterations, validConfidence } from '../thresholds.ts';

/** What decides whether an analysis is made once more; null or left out counts as 0 and as no critical issue. */
export type LoopState = {
  readonly iteration_count?: number | null;
  readonly confidence?: number | null;
  readonly critical?: boolean | null;
};

/** Once more unless it was made twice: when the confidence is under 0.6, or a critical issue was found. */
export function shouldRegenerate({ iteration_count, confidence, critical }: LoopState): boolean {
  if ((iteration_count ?? 0) >= mostIterations) return false;
  return (confidence ?? 0) < validConfidence || critical === true;
}
