import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { smokeChecks } from './checks.ts';

type SmokeOptions = CommonOptions & {
  readonly campaign?: string;
  readonly analysis: boolean;
  readonly patience: string;
};

/**
 * `mbi smoke`: whether a deployed environment (MBI_API_URL, MBI_API_KEY) does what it must, one line a check with how long it
 * took. Every check runs, whatever became of those before; exit 1 when one fails. Nothing is changed by it.
 */
export const addSmoke: AddVerb = (parent, line) => {
  const verb = command('smoke', 'check a deployed environment, changing nothing')
    .option('--campaign <id>', 'the campaign to analyse in shadow; the first one unless told')
    .option('--no-analysis', 'leave the analysis out')
    .option('--patience <seconds>', 'how long the analysis may take', '60')
    .action(async (options: SmokeOptions) => {
      const api = await connect(line, options);
      const patience_seconds = Number(options.patience) || 60;
      const wishes = { campaign_id: options.campaign ?? null, analysis: options.analysis, patience_seconds };
      const results = [];
      for (const { name, run } of smokeChecks(api, wishes)) {
        const started = performance.now();
        const told = await run().then(
          (detail) => ({ passed: true, detail }),
          (error: unknown) => ({ passed: false, detail: firstLine(error) }),
        );
        results.push({ check: name, ...told, duration_ms: Math.round(performance.now() - started) });
      }
      const passed = results.every((result) => result.passed);
      const lines = results.map(
        (each) => `${each.passed ? 'pass' : 'FAIL'}  ${each.check}  ${each.duration_ms} ms  ${each.detail}`,
      );
      const sum = `${results.filter((each) => each.passed).length} of ${results.length} checks passed at ${api.api_url}`;
      line.terminal.result({ api_url: api.api_url, passed, results }, [...lines, sum].join('\n'), options.json);
      if (!passed) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};

/** A schema that does not fit says so in many lines; the first one says enough. */
function firstLine(error: unknown): string {
  if (!(error instanceof Error)) return 'It failed.';
  if (error.name === 'ZodError') return 'It answered something else than this version expects.';
  return error.message.split('\n')[0] ?? '';
}
