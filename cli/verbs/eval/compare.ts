import type { Command } from 'commander';
import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';

const comparisonSchema = z.looseObject({
  agreement_change_points: z.number(),
  top1_change_points: z.number().nullable(),
  regret_change_points: z.number().nullable(),
  ece_change: z.number().nullable(),
  cost_change_pct: z.number().nullable(),
  newly_failed: z.array(z.string()),
  newly_passed: z.array(z.string()),
  alerts: z.array(z.string()).default([]),
  regression: z.boolean(),
});

const signed = (value: number | null, unit: string) =>
  value === null ? 'unknown' : `${value > 0 ? '+' : ''}${value}${unit}`;

/** `mbi eval compare A B`: how a later run stands to an earlier one. Exits with 1 when the later one is worse. */
export const addEvalCompare: AddVerb = (parent, line) => {
  const verb = command('compare', 'compare two stored runs, the earlier first')
    .argument('<before>', 'id of the earlier run')
    .argument('<after>', 'id of the later run')
    .action(async (before: string, after: string, _own: CommonOptions, self: Command) => {
      // The command above has the same options and reads them first.
      const options: CommonOptions = self.optsWithGlobals();
      const api = await connect(line, options);
      const query = new URLSearchParams({ before, after });
      const compared = await api.get(`/api/v1/evaluations/compare?${query}`, comparisonSchema);
      const lines = [
        `agreement ${signed(compared.agreement_change_points, ' points')}`,
        `top-1 cause ${signed(compared.top1_change_points, ' points')}`,
        `regret ${signed(compared.regret_change_points, ' points')}`,
        `ECE ${signed(compared.ece_change, '')}`,
        `cost ${signed(compared.cost_change_pct, ' %')}`,
        ...compared.alerts.map((alert) => `alert: ${alert}`),
        ...compared.newly_failed.map((id) => `fails now: ${id}`),
        ...compared.newly_passed.map((id) => `passes now: ${id}`),
        compared.regression ? 'A regression.' : 'No regression.',
      ];
      line.terminal.result(compared, lines.join('\n'), options.json);
      if (compared.regression) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};
