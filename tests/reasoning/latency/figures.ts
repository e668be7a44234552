/** One analysis as its caller saw it. `degraded` is null when there was no recommendation. */
export type Timed = {
  readonly mode: string;
  readonly seconds: number;
  readonly status: number;
  readonly degraded: boolean | null;
  /** Whether another model agreed with the words; null when they are those of the rules. */
  readonly verdict?: 'agreed' | 'disagreed' | 'not_verified' | null;
  /** Whether a second voice was heard. */
  readonly heard?: boolean | null;
};

/** The most that 95 of 100 analyses may take, seconds: without a model, and with one, whatever it does. */
const mostAtP95 = { alone: 5, with_model: 20 };
/** No answer may take as long as this, seconds. */
const never = 30;
/** The mode in which no model is configured. */
export const alone = 'no model';
/** The mode in which nothing is collected or recorded, and models take their usual time. */
export const stagesAlone = 'stages alone';
/** The modes in which models answer well, in the time that models take. */
export const usualModes: readonly string[] = ['a usual model', stagesAlone];
/** The share of analyses that may be degraded when models are as usual, where that many were measured. */
const mostDegraded = { share: 0.02, of_at_least: 40 };

/** The value below which this share of the values lies, nearest rank; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Each mode on a line: how many, p50, p95 and the longest in seconds, the shares degraded, heard by a critic and agreed to, and how many failed. */
export function tableOf(all: readonly Timed[]): string {
  const head = ['mode', 'n', 'p50 s', 'p95 s', 'max s', 'degraded', 'reviewed', 'agreed', 'failed'];
  const rows = [...Map.groupBy(all, ({ mode }) => mode)].map(([mode, group]) => {
    const seconds = group.map((each) => each.seconds);
    const share = (holds: (each: Timed) => boolean) =>
      `${((group.filter(holds).length / group.length) * 100).toFixed(0)} %`;
    const shares = [
      share((each) => each.degraded === true),
      ...(mode === alone
        ? ['-', '-']
        : [share((each) => each.heard === true), share((each) => each.verdict === 'agreed')]),
    ];
    const times = [0.5, 0.95, 1].map((share) => quantile(seconds, share).toFixed(2));
    const failed = group.filter((each) => each.status !== 200).length;
    return [mode, String(group.length), ...times, ...shares, String(failed)];
  });
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return [head, ...rows].map(line).join('\n');
}

/** What was promised and not kept, in words; empty when all was. Of a whole measurement no part may be absent. */
export function brokenPromises(all: readonly Timed[], { whole = true } = {}): readonly string[] {
  const p95 = (some: readonly Timed[]) =>
    quantile(
      some.map((each) => each.seconds),
      0.95,
    );
  const [without, heard] = [all.filter(({ mode }) => mode === alone), all.filter(({ mode }) => mode !== alone)];
  const limits = [
    { name: alone, some: without, most: mostAtP95.alone },
    { name: 'with a model', some: heard, most: mostAtP95.with_model },
  ].filter(({ some }) => whole || some.length > 0);
  const usual = all.filter(({ mode }) => usualModes.includes(mode));
  const degraded = usual.filter((each) => each.degraded === true).length;
  const counts = usual.length >= mostDegraded.of_at_least;
  return [
    ...(counts && degraded > mostDegraded.share * usual.length
      ? [`usual models: ${degraded} of ${usual.length} were degraded, more than ${mostDegraded.share * 100} %`]
      : []),
    ...limits.flatMap(({ name, some, most }) =>
      p95(some) < most ? [] : [`${name}: p95 of ${p95(some).toFixed(2)} s, not under ${most} s`],
    ),
    ...all.flatMap(({ mode, seconds }) =>
      seconds < never ? [] : [`${mode}: one took ${seconds.toFixed(2)} s, not under ${never} s`],
    ),
    ...all.flatMap(({ mode, status }) => (status === 200 ? [] : [`${mode}: answered with ${status}`])),
  ];
}
