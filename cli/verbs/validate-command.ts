import { once } from 'node:events';
import { type AddVerb, type CommonOptions, command } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { validateFiles } from './validate.ts';
import { renderGithub } from './validate-github.ts';
import { renderHuman } from './validate-human.ts';
import { playbookFiles } from './validate-paths.ts';
import { renderSarif } from './validate-sarif.ts';
import { watchFiles } from './validate-watch.ts';

const formats = ['human', 'json', 'sarif', 'github'];

const examples = `
Exit codes: 0 nothing found (warnings are allowed), 1 findings, 2 called wrongly, 3 a file could not be read.

Examples:
  mbi validate playbooks                                     a folder, all at once
  mbi validate playbooks/pacing.yaml --watch
  mbi validate playbooks --format sarif > findings.sarif
  cat pacing.yaml | mbi validate - --format json`;

type Options = CommonOptions & { readonly format: string; readonly watch: boolean };

/** `mbi validate FILE…`: compiles playbooks and shows every diagnostic of every file. */
export const addValidate: AddVerb = (parent, line) => {
  const verb = command('validate', 'compile playbooks and show every mistake at once')
    .argument('<files...>', 'YAML files or folders; - is standard input')
    .option('--format <format>', formats.join(', '), 'human')
    .option('--watch', 'look again after each save, and say what it changed', false)
    .addHelpText('after', examples)
    .action(async (named: string[], options: Options) => {
      const { format } = options;
      if (!formats.includes(format))
        throw new CommandFailure(`There is no format ${format}; there is: ${formats.join(', ')}.`, exitCodes.usage);
      const { files, whole } = await playbookFiles(named);
      if (files.length === 0) throw new CommandFailure(`There is no playbook in ${named.join(', ')}.`, exitCodes.usage);
      if (options.watch) {
        const end = new AbortController();
        void once(process, 'SIGINT').then(() => end.abort());
        return watchFiles(files, { actions: line.actions, terminal: line.terminal, signal: end.signal });
      }
      const validation = await validateFiles(files, { ...line, whole });
      const render = format === 'sarif' ? renderSarif : format === 'github' ? renderGithub : renderHuman;
      line.terminal.result(validation.report, render(validation), options.json || format === 'json');
      for (const { file, reason } of validation.unreadable) line.terminal.note(`${file}: ${reason}`);
      line.exit(validation.exitCode);
    });
  parent.addCommand(verb);
};
