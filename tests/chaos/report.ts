import { z } from 'zod';
import type { Findings, Round } from './rounds.ts';

const findingsSchema = z.object({
  rounds: z.array(
    z.object({
      scenario: z.string(),
      platform: z.string(),
      told: z.object({ said: z.enum(['applied', 'refused', 'needs_human']), code: z.string().nullable() }).nullable(),
      seconds: z.number().nullable(),
    }),
  ),
  violations: z.array(
    z.object({
      law: z.enum(['I1', 'I2', 'I3', 'I4', 'I5']),
      what: z.enum(['unapproved', 'double', 'lost', 'over_cap', 'disagreement', 'audit']),
      text: z.string(),
    }),
  ),
});

/** Puts together what the scenario files handed in, one JSON object on each line. */
export function readFindings(lines: string): Findings {
  const all = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => findingsSchema.parse(JSON.parse(line)));
  return { rounds: all.flatMap((each) => each.rounds), violations: all.flatMap((each) => each.violations) };
}

const heads = [
  'scenario',
  'platform',
  'rounds',
  'applied',
  'refused',
  'needs_human',
  'untold',
  'p50 s',
  'p95 s',
  'max s',
];

/** Scenario × platform: how many rounds, how they ended, and how long it took from the end of the fault to the settled change. */
export function tableOf({ rounds }: Findings): string {
  const groups = Map.groupBy(rounds, (round) => `${round.scenario}\n${round.platform}`);
  const rows = [...groups.entries()].sort().map(([key, group]) => [...key.split('\n'), ...figuresOf(group)]);
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return [line(heads), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

function figuresOf(rounds: readonly Round[]): readonly string[] {
  const ends = (said: string) => String(rounds.filter((round) => round.told?.said === said).length);
  const untold = rounds.filter((round) => round.told === null).length;
  const seconds = rounds.flatMap((round) => (round.seconds === null ? [] : [round.seconds]));
  return [
    ...[String(rounds.length), ends('applied'), ends('refused'), ends('needs_human'), String(untold)],
    ...[quantile(seconds, 0.5), quantile(seconds, 0.95), quantile(seconds, 1)],
  ];
}

/** The value below which this share lies (nearest rank), in text; a dash where nothing was timed. */
export function quantile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((left, right) => left - right);
  const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[at]?.toFixed(2) ?? '-';
}

/** The verdict: what was broken, by name, and the last line OK or not. */
export function summary({ rounds, violations }: Findings, code: number): string {
  const count = (what: string) => violations.filter((violation) => violation.what === what).length;
  const kills = rounds.filter((round) => round.scenario.startsWith('kill -9')).length;
  const losses = rounds.filter((round) => round.scenario.startsWith('answer lost')).length;
  const counts = [
    ...[`kill -9 rounds ${kills}`, `lost answers ${losses}`, `double ${count('double')}`, `lost ${count('lost')}`],
    ...[`unapproved ${count('unapproved')}`, `over cap ${count('over_cap')}`],
    ...[`disagreements ${count('disagreement')}`, `audit ${count('audit')}`],
  ].join(', ');
  const broken = violations.map(({ law, text }) => `${law} ${text}`);
  const last =
    broken.length > 0 ? `BROKEN: ${broken.length} violations` : code === 0 ? 'OK' : 'BROKEN: a scenario failed';
  return [counts, ...broken, last].join('\n');
}
