import type { RecommendationDetails } from './recommendation-details.ts';

/** From here on a recommendation counts as sure enough to stand alone (0–1). */
const sureEnough = 0.6;

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** How often the product was right when it was this sure: “of the last 40 at 80–90 %, 34 were right”, and on what that rests. */
export function trackRecordWords(record: RecommendationDetails['confidence_record']): string {
  if (record === null || record.of === 0) return 'no track record yet: fewer than ten outcomes at this confidence';
  const band = `${Math.round(record.band_low * 100)}–${percent(record.band_high)}`;
  const basis =
    record.basis === 'account' ? 'your own measured outcomes' : 'generated test cases, until you have outcomes';
  return `of the last ${record.of} at ${band}, ${record.right} were right (${basis})`;
}

/** Whether a person has to look closer: the confidence is low, or a check says so. */
export function needsJudgement({ confidence, validation }: Pick<RecommendationDetails, 'confidence' | 'validation'>) {
  const doubted = validation?.checks.some(({ check, passed }) => !passed && check.includes('confidence')) ?? false;
  return doubted || (confidence !== null && confidence < sureEnough);
}

/** The confidence before and after calibration; null when nothing was done to it. */
export function calibrationWords({
  confidence,
  raw_confidence,
}: Pick<RecommendationDetails, 'confidence' | 'raw_confidence'>): string | null {
  if (confidence === null || raw_confidence === null || percent(confidence) === percent(raw_confidence)) return null;
  return `The signs alone give ${percent(raw_confidence)}; measured by how often that was right, it is ${percent(confidence)}.`;
}
