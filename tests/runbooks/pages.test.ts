import { readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../cli/program.ts';
import { createTerminal } from '../../cli/terminal.ts';
import { describeError, errorTable, isErrorCode } from '../../contracts/errors/index.ts';

const pages = readdirSync('docs/runbooks').filter((file) => file.endsWith('.md') && file !== 'README.md');
const alertPages = readdirSync('docs/runbooks/alerts').map((file) => `alerts/${file}`);
const read = (page: string) => readFileSync(`docs/runbooks/${page}`, 'utf8');
const runbookOf = (code: string) => (isErrorCode(code) ? (describeError(code).runbook ?? null) : null);

const silent = createTerminal({ write: () => true }, { write: () => true });
const program = createProgram({
  terminal: silent,
  connection: {
    connect: () => Promise.reject(new Error('not asked for')),
    temporalAddress: () => 'nowhere',
  },
  ...{ actions: [], readStdin: async () => new Uint8Array(), environment: {}, exit: () => undefined },
});

/** Why a command of a page would not be understood; null when it would. */
function misunderstood(line: string): string | null {
  const words = [...line.matchAll(/'[^']*'|\S+/g)].map(([word]) => word).slice(2);
  let command: Command = program;
  while (command.commands.some((each) => each.name() === words[0])) {
    const name = words.shift();
    command = command.commands.find((each) => each.name() === name) ?? command;
  }
  if (command.commands.length > 0) return `${line}: there is no such command`;
  const options = words.filter((word) => word.startsWith('--'));
  const unknown = options.find((word) => !command.options.some((each) => each.long === word));
  if (unknown !== undefined) return `${line}: there is no option ${unknown}`;
  const missing = command.options.find((each) => each.mandatory && !options.includes(each.long ?? ''));
  return missing === undefined ? null : `${line}: ${missing.long} is missing`;
}

describe('a runbook', () => {
  it('exists for ten failures, each linked from the codes that it names, and every link leads to a page', () => {
    expect(pages).toHaveLength(10);
    const linked = Object.keys(errorTable).flatMap((code) => runbookOf(code) ?? []);
    expect([...new Set(linked)].sort()).toEqual(pages.map((page) => `docs/runbooks/${page}`).sort());
    for (const page of pages) {
      const codes = [...read(page).matchAll(/errors\/([A-Z_]+)\.md/g)].map(([, code]) => code ?? '');
      expect(codes.map((code) => [code, runbookOf(code)])).toEqual(
        codes.map((code) => [code, `docs/runbooks/${page}`]),
      );
    }
  });

  it.each(pages)('%s says symptom, first look, cause, fix and how to verify, in commands that exist', (page) => {
    const text = read(page);
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Symptom', 'First look', 'Cause', 'Fix', 'Verify']);
    const commands = [...text.matchAll(/^npx mbi .*$/gm)].map(([line]) => line);
    expect(commands.length).toBeGreaterThan(2);
    expect(commands.map(misunderstood).filter((fault) => fault !== null)).toEqual([]);
  });

  it.each(alertPages)('%s of an alert says the same, and its commands exist too', (page) => {
    const text = read(page);
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Symptom', 'First look', 'Cause', 'Fix', 'Verify']);
    const commands = [...text.matchAll(/^npx mbi .*$/gm)].map(([line]) => line);
    expect(commands.map(misunderstood).filter((fault) => fault !== null)).toEqual([]);
    expect(read('README.md')).toContain(`(${page})`);
  });
});
