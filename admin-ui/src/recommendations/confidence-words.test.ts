import { expect, it } from 'vitest';
import { calibrationWords, needsJudgement, trackRecordWords } from './confidence-words.ts';

const record = { band_low: 0.8, band_high: 0.9, right: 34, of: 40 } as const;

it('tells how often it was right when it was this sure, and on what that rests', () => {
  expect(trackRecordWords({ ...record, basis: 'account' })).toBe(
    'of the last 40 at 80–90 %, 34 were right (your own measured outcomes)',
  );
  expect(trackRecordWords({ ...record, basis: 'evaluation' })).toContain('generated test cases');
});

it('makes no record up where there is none', () => {
  for (const none of [null, { ...record, right: 0, of: 0, basis: 'account' } as const]) {
    expect(trackRecordWords(none)).toBe('no track record yet: fewer than ten outcomes at this confidence');
  }
});

it('asks for a person below 60 %, and whenever a check of the confidence failed', () => {
  const checks = [
    { check: 'VAL-2 confidence', passed: false, severity: 'major', issue: '', suggestion: '', by: 'rules' },
  ] as const;
  expect(needsJudgement({ confidence: 0.59, validation: null })).toBe(true);
  expect(needsJudgement({ confidence: 0.6, validation: null })).toBe(false);
  expect(needsJudgement({ confidence: null, validation: null })).toBe(false);
  expect(needsJudgement({ confidence: 0.9, validation: { passed: false, checks: [...checks] } })).toBe(true);
});

it('says what calibration did, and nothing where it did nothing', () => {
  expect(calibrationWords({ confidence: 0.893, raw_confidence: 0.753 })).toBe(
    'The signs alone give 75 %; measured by how often that was right, it is 89 %.',
  );
  expect(calibrationWords({ confidence: 0.82, raw_confidence: 0.8204 })).toBeNull();
  expect(calibrationWords({ confidence: 0.82, raw_confidence: null })).toBeNull();
});
