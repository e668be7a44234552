import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type AddVerb, command } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** `mbi completion SHELL`: prints a script that completes verbs and options; made from the command itself, so it is never behind. */
export const addCompletion: AddVerb = (parent, line) => {
  const verb = command('completion', 'print a completion script for your shell')
    .argument('<shell>', shells.join(', '))
    .addHelpText(
      'after',
      '\nExamples:\n  mbi completion bash >> ~/.bashrc\n  mbi completion fish > ~/.config/fish/completions/mbi.fish',
    )
    .action((shell: string) => {
      const script = scriptFor(shell, pathsOf(parent));
      if (script === null) {
        throw new CommandFailure(
          `There is no completion for ${shell}; there is: ${shells.join(', ')}.`,
          exitCodes.usage,
        );
      }
      line.terminal.result({ shell, script }, script, false);
    });
  parent.addCommand(verb);
};

/** What may follow some words: the verbs below, and the options. */
type Path = { readonly words: string; readonly verbs: readonly string[]; readonly options: readonly string[] };

function pathsOf(root: Command, words: readonly string[] = []): readonly Path[] {
  const own: Path = {
    words: words.join(' '),
    verbs: root.commands.map((each) => each.name()),
    options: [
      '--help',
      ...root.options.flatMap((each) => (each.long === undefined || each.long === null ? [] : [each.long])),
    ],
  };
  return [own, ...root.commands.flatMap((each) => pathsOf(each, [...words, each.name()]))];
}

function scriptFor(shell: string, paths: readonly Path[]): string | null {
  if (shell === 'fish') return fish(paths);
  if (shell !== 'bash' && shell !== 'zsh') return null;
  const cases = paths.map(
    ({ words, verbs, options }) => `    "${words}") verbs="${verbs.join(' ')}" options="${options.join(' ')}" ;;`,
  );
  const script = readFileSync(join(import.meta.dirname, 'completion.bash'), 'utf8').replace(
    '# CASES',
    cases.join('\n'),
  );
  return shell === 'zsh' ? `autoload -U +X bashcompinit && bashcompinit\n${script}` : script;
}

function fish(paths: readonly Path[]): string {
  return paths
    .flatMap(({ words, verbs, options }) => {
      const when =
        words === ''
          ? '__fish_use_subcommand'
          : words
              .split(' ')
              .map((word) => `__fish_seen_subcommand_from ${word}`)
              .join('; and ');
      return [
        ...verbs.map((verb) => `complete -c mbi -n "${when}" -a ${verb}`),
        ...options.map((option) => `complete -c mbi -n "${when}" -l ${option.slice(2)}`),
      ];
    })
    .join('\n');
}
