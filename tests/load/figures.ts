/** One analysis of the run. `seconds` runs from the request to its recommendation. */
export type Analysed = { readonly campaign_id: string; readonly seconds: number; readonly failure: string | null };

/** What stood open at a moment: analyses that had begun and not ended, and connections to the database. */
export type Sample = { readonly second: number; readonly open: number; readonly connections: number };

/** One phase of the run. */
export type Phase = {
  readonly name: string;
  readonly seconds: number;
  readonly analyses: readonly Analysed[];
  readonly samples: readonly Sample[];
};

/** The most that 95 of 100 analyses may take while others run beside them, seconds. */
const mostAtP95 = 30;

/** The value below which this share of the values lies, nearest rank; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** A phase in words: throughput, times, failures, how many were open at most and at the end, and connections where somebody looked. */
export function describePhase({ name, seconds, analyses, samples }: Phase): string {
  const times = analyses.map((each) => each.seconds);
  const failures = analyses.filter((each) => each.failure !== null);
  const at = (share: number) => `${quantile(times, share).toFixed(1)} s`;
  const most = (pick: (sample: Sample) => number) => Math.max(0, ...samples.map(pick));
  return [
    `${name}: ${analyses.length} analyses in ${seconds.toFixed(0)} s, ${((analyses.length / seconds) * 60).toFixed(0)} a minute`,
    `  p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}, ${failures.length} failed`,
    ...samples
      .slice(-1)
      .map(
        ({ open }) =>
          `  open at most ${most((sample) => sample.open)}, at the end ${open}; connections at most ${most((sample) => sample.connections)}`,
      ),
    ...[...new Set(failures.map((each) => each.failure))].map((failure) => `  failed: ${failure}`),
  ].join('\n');
}

/** What was promised of these phases and not kept; empty when all was. `gated` names the phases whose times count. */
export function brokenPromises(phases: readonly Phase[], gated: readonly string[]): readonly string[] {
  return [
    ...gated.flatMap((gate) => {
      const timed = phases.filter(({ name }) => name === gate).flatMap(({ analyses }) => analyses);
      const p95 = quantile(
        timed.map((each) => each.seconds),
        0.95,
      );
      return p95 < mostAtP95 ? [] : [`${gate}: p95 of ${p95.toFixed(1)} s, not under ${mostAtP95} s`];
    }),
    ...phases.flatMap(({ name, analyses }) => {
      const failed = analyses.filter((each) => each.failure !== null).length;
      return failed === 0 ? [] : [`${name}: ${failed} of ${analyses.length} failed`];
    }),
    ...phases.flatMap(({ name, samples }) =>
      (samples.at(-1)?.open ?? 0) === 0 ? [] : [`${name}: ${samples.at(-1)?.open} were still open at the end`],
    ),
  ];
}
