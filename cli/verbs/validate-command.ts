import { type AddVerb, type CommonOptions, command } from '../command-line.ts';
import { validateFiles } from './validate.ts';
import { renderHuman } from './validate-human.ts';

/** `mbi validate FILE…`: compiles playbooks and shows every diagnostic of every file. */
export const addValidate: AddVerb = (parent, line) => {
  const verb = command('validate', 'compile playbooks and show every mistake at once')
    .argument('<files...>', 'YAML files; - is standard input')
    .option('--format <format>', 'human or json', 'human')
    .action(async (files: string[], options: CommonOptions & { format: string }) => {
      const json = options.json || options.format === 'json';
      const validation = await validateFiles(files, line);
      line.terminal.result(validation.report, renderHuman(validation), json);
      for (const { file, reason } of validation.unreadable) line.terminal.note(`${file}: ${reason}`);
      line.exit(validation.exitCode);
    });
  parent.addCommand(verb);
};
