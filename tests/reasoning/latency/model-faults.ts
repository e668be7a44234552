import { modelMoods } from '../model-moods.ts';

/** How long a model usually takes: lognormal with these milliseconds. */
const usual = { latency: { p50_ms: 4_000, p95_ms: 12_000 } };

/** Models that answer well, in the time that models take. */
export const usualModel = modelMoods['well-behaved'].map((entry) => ({ ...entry, ...usual }));

/** What goes wrong on the way to every vendor at once, by name: the whole script of each. */
export const modelFaults: Readonly<Record<string, readonly object[]>> = {
  '429 without retry-after': [{ match: {}, error: { status: 429 } }],
  '529 overloaded': [{ match: {}, error: { status: 529 } }],
  'breaks off mid-stream': [{ match: {}, delay_ms: 1_000, cut_after_bytes: 60 }],
  'drips a byte a second': [{ match: {}, drip: { bytes: 1, interval_ms: 1_000 } }],
  'truncated JSON': [{ match: {}, delay_ms: 1_000, reply: '{"is_satisfactory": true, "iss' }],
  'ten megabytes': [{ match: {}, flood_bytes: 10_000_000 }],
  'black hole': [{ match: {}, black_hole: true }],
};
