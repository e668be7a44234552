import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { type Diagnostic, diagnosticSchema } from '../../contracts/diagnostic.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { saysYes } from '../ask.ts';
import { type AddVerb, type CommandLine, type CommonOptions, command, connect } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { addDeployCheck } from './deploy-check.ts';
import { type Report, reportSchema, sayReport } from './deploy-report.ts';
import { renderHuman } from './validate-human.ts';

const answerSchema = z.object({ deployed: z.boolean(), version: z.int().nullable(), report: reportSchema });

type DeployOptions = CommonOptions & { readonly yes: boolean; readonly input: boolean; readonly slug?: string };

/** `mbi deploy FILE`: shows what deploying changes; with `--yes`, or a yes at the terminal, deploys exactly what was shown. */
export const addDeploy: AddVerb = (parent, line) => {
  const verb = command('deploy', 'see what deploying a playbook changes, and deploy it after a yes or with --yes')
    .argument('<file>', 'the YAML file; - is standard input')
    .option('--yes', 'deploy it', false)
    .option('--no-input', 'never ask; without --yes nothing is deployed')
    .option('--slug <name>', 'its name in addresses; the stem of the file when left out')
    .addHelpText(
      'after',
      '\nExamples:\n  mbi deploy playbooks/campaign-health.yaml\n  mbi deploy playbooks/campaign-health.yaml --yes',
    )
    .action(async (file: string, options: DeployOptions) => {
      const source = new TextDecoder().decode(file === '-' ? await line.readStdin() : await bytesOf(file));
      const { plan, diagnostics } = compilePlaybook(source, { file, actions: line.actions });
      if (plan === null) return showFindings(line, { file, source, diagnostics }, options.json);
      const api = await connect(line, options, 'playbooks:deploy');
      const slug = options.slug ?? (file === '-' ? undefined : stemOf(file));
      const body = { source, ...(slug === undefined ? {} : { slug }) };
      const tried = await api.post('/v2/playbooks', { ...body, dry_run: true }, answerSchema).catch(findingsOf);
      // What only the installation knows, such as its groups, may be wrong in a text that is right by itself.
      if ('diagnostics' in tried) return showFindings(line, { file, source, ...tried }, options.json);
      const { report } = tried;
      const ask = options.input && !options.json && isChange(report) ? line.ask : null;
      if (!options.yes && (ask === null || ask === undefined)) {
        line.terminal.result({ deployed: false, report }, sayReport(report), options.json);
        line.terminal.note(
          isChange(report) ? 'Nothing was deployed. Deploy it with --yes.' : 'There is nothing to deploy.',
        );
        return;
      }
      if (!options.json) line.terminal.note(sayReport(report));
      if (!options.yes && !saysYes((await ask?.(`Deploy ${report.playbook_id}? [y/N] `)) ?? '')) {
        line.terminal.note('Nothing was deployed.');
        return;
      }
      // What was shown is what is done: another deployment in between is refused.
      const replaces = report.before?.playbook_version_id ?? null;
      const answer = await api.post('/v2/playbooks', { ...body, replaces }, answerSchema);
      const said = isChange(report)
        ? `Deployed ${report.playbook_id} version ${answer.version}.`
        : `Version ${answer.version} is deployed already.`;
      line.terminal.result(answer, said, options.json);
    });
  addDeployCheck(verb, line);
  parent.addCommand(verb);
};

/** Shows what is wrong with a file as `mbi validate` does. */
function showFindings(
  line: CommandLine,
  { file, source, diagnostics }: { readonly file: string; readonly source: string; readonly diagnostics: Diagnostic[] },
  json: boolean,
): void {
  const report = { files: [{ file, valid: false, digest: null, diagnostics }] };
  const shown = renderHuman({ report, sources: new Map([[file, source]]), exitCode: 1, unreadable: [] });
  line.terminal.result(report, shown, json);
  line.exit(exitCodes.findings);
}

const refusalSchema = z.object({ details: z.object({ diagnostics: z.array(diagnosticSchema) }) });

/** The findings of the API’s compiler; any other failure is thrown on. */
function findingsOf(failure: unknown): { readonly diagnostics: Diagnostic[] } {
  const refused = failure instanceof CommandFailure ? refusalSchema.safeParse(failure.data) : null;
  if (refused?.success !== true) throw failure;
  return refused.data.details;
}

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
