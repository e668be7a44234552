import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { type Report, reportSchema, sayReport } from './deploy-report.ts';
import { renderHuman } from './validate-human.ts';

const answerSchema = z.object({ deployed: z.boolean(), version: z.int().nullable(), report: reportSchema });

/** `mbi deploy FILE`: shows what deploying changes; with `--yes` deploys exactly what was shown. */
export const addDeploy: AddVerb = (parent, line) => {
  const verb = command('deploy', 'see what deploying a playbook changes, and deploy it with --yes')
    .argument('<file>', 'the YAML file; - is standard input')
    .option('--yes', 'deploy it', false)
    .option('--slug <name>', 'its name in addresses; the stem of the file when left out')
    .addHelpText(
      'after',
      '\nExamples:\n  mbi deploy playbooks/campaign-health.yaml\n  mbi deploy playbooks/campaign-health.yaml --yes',
    )
    .action(async (file: string, options: CommonOptions & { readonly yes: boolean; readonly slug?: string }) => {
      const source = new TextDecoder().decode(file === '-' ? await line.readStdin() : await bytesOf(file));
      const { plan, digest, diagnostics } = compilePlaybook(source, { file, actions: line.actions });
      if (plan === null) {
        const report = { files: [{ file, valid: false, digest, diagnostics: [...diagnostics] }] };
        const shown = renderHuman({ report, sources: new Map([[file, source]]), exitCode: 1, unreadable: [] });
        line.terminal.result(report, shown, options.json);
        line.exit(exitCodes.findings);
        return;
      }
      const api = await connect(line, options, 'playbooks:deploy');
      const slug = options.slug ?? (file === '-' ? undefined : stemOf(file));
      const body = { source, ...(slug === undefined ? {} : { slug }) };
      const { report } = await api.post('/v2/playbooks', { ...body, dry_run: true }, answerSchema);
      if (!options.yes) {
        line.terminal.result({ deployed: false, report }, sayReport(report), options.json);
        line.terminal.note(
          isChange(report) ? 'Nothing was deployed. Deploy it with --yes.' : 'There is nothing to deploy.',
        );
        return;
      }
      if (!options.json) line.terminal.note(sayReport(report));
      // What was shown is what is done: another deployment in between is refused.
      const replaces = report.before?.playbook_version_id ?? null;
      const answer = await api.post('/v2/playbooks', { ...body, replaces }, answerSchema);
      const said = isChange(report)
        ? `Deployed ${report.playbook_id} version ${answer.version}.`
        : `Version ${answer.version} is deployed already.`;
      line.terminal.result(answer, said, options.json);
    });
  parent.addCommand(verb);
};

function isChange(report: Report): boolean {
  return report.change !== 'unchanged';
}

function stemOf(file: string): string | undefined {
  const stem = basename(file).replace(/\.ya?ml$/, '');
  return /^[a-z0-9][a-z0-9-]{0,99}$/.test(stem) ? stem : undefined;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CommandFailure(error instanceof Error ? error.message : `${file} cannot be read.`, exitCodes.usage);
  }
}
