import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type AddVerb, type CommonOptions, command } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';

const folder = join(import.meta.dirname, 'templates');

/** The templates by name; each is a playbook that compiles. */
export const templateNames = readdirSync(folder).map((file) => file.replace('.yaml', ''));

type NewOptions = CommonOptions & { readonly template: string; readonly folder: string };

/** `mbi new SLUG`: writes a playbook that compiles, to be changed into what is wanted. Never overwrites a file. */
export const addNew: AddVerb = (parent, line) => {
  const verb = command('new', 'write a new playbook from a template')
    .argument('<slug>', 'the name of the file, such as pause-wasted-spend')
    .option('--template <name>', templateNames.join(', '), 'change')
    .option('--folder <folder>', 'where to put it', 'playbooks')
    .addHelpText('after', '\nExamples:\n  mbi new pause-wasted-spend\n  mbi new look-around --template read')
    .action((slug: string, options: NewOptions) => {
      if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug)) {
        throw new CommandFailure(
          'A slug is small letters, digits and single hyphens, such as pause-wasted-spend.',
          exitCodes.usage,
        );
      }
      const file = join(options.folder, `${slug}.yaml`);
      if (existsSync(file)) throw new CommandFailure(`${file} is there already.`, exitCodes.usage);
      const source = fillTemplate(options.template, slug);
      try {
        writeFileSync(file, source, { flag: 'wx' });
      } catch {
        throw new CommandFailure(`${file} cannot be written. Is there a folder ${options.folder}?`, exitCodes.usage);
      }
      const shown = relative(process.cwd(), file);
      const next = [
        `Next: mbi validate ${shown}`,
        `      mbi explain ${shown}`,
        `      mbi dry-run ${shown} --campaign …`,
      ];
      line.terminal.result({ file: shown }, [`Wrote ${shown}.`, ...next].join('\n'), options.json);
    });
  parent.addCommand(verb);
};

/** The text of a template under another name. Throws a usage failure for a template that is none. */
export function fillTemplate(name: string, slug: string): string {
  if (!templateNames.includes(name)) {
    throw new CommandFailure(`There is no template ${name}; there is: ${templateNames.join(', ')}.`, exitCodes.usage);
  }
  const words = slug.replaceAll('-', ' ');
  return readFileSync(join(folder, `${name}.yaml`), 'utf8')
    .replace('NEW_ID', slug.replaceAll('-', '_'))
    .replace('NEW_NAME', `${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}
