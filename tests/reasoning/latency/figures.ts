/** One analysis as its caller saw it. `degraded` is null when there was no recommendation. */
export type Timed = {
  readonly mode: string;
  readonly seconds: number;
  readonly status: number;
  readonly degraded: boolean | null;
};

/** The most that 95 of 100 analyses may take, seconds: without a model, and with one, whatever it does. */
const mostAtP95 = { alone: 5, with_model: 20 };
/** No answer may take as long as this, seconds. */
const never = 30;
/** The mode in which no model is configured. */
export const alone = 'no model';

/** The value below which this share of the values lies, nearest rank; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Each mode on a line: how many, p50, p95 and the longest in seconds, the share degraded, and how many failed. */
export function tableOf(all: readonly Timed[]): string {
  const head = ['mode', 'n', 'p50 s', 'p95 s', 'max s', 'degraded', 'failed'];
  const rows = [...Map.groupBy(all, ({ mode }) => mode)].map(([mode, group]) => {
    const seconds = group.map((each) => each.seconds);
    const degraded = group.filter((each) => each.degraded === true).length / group.length;
    const times = [0.5, 0.95, 1].map((share) => quantile(seconds, share).toFixed(2));
    const failed = group.filter((each) => each.status !== 200).length;
    return [mode, String(group.length), ...times, `${(degraded * 100).toFixed(0)} %`, String(failed)];
  });
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return [head, ...rows].map(line).join('\n');
}

/** What was promised and not kept, in words; empty when all was. */
export function brokenPromises(all: readonly Timed[]): readonly string[] {
  const p95 = (some: readonly Timed[]) =>
    quantile(
      some.map((each) => each.seconds),
      0.95,
    );
  const [without, heard] = [all.filter(({ mode }) => mode === alone), all.filter(({ mode }) => mode !== alone)];
  const limits = [
    { name: alone, some: without, most: mostAtP95.alone },
    { name: 'with a model', some: heard, most: mostAtP95.with_model },
  ];
  return [
    ...limits.flatMap(({ name, some, most }) =>
      p95(some) < most ? [] : [`${name}: p95 of ${p95(some).toFixed(2)} s, not under ${most} s`],
    ),
    ...all.flatMap(({ mode, seconds }) =>
      seconds < never ? [] : [`${mode}: one took ${seconds.toFixed(2)} s, not under ${never} s`],
    ),
    ...all.flatMap(({ mode, status }) => (status === 200 ? [] : [`${mode}: answered with ${status}`])),
  ];
}
