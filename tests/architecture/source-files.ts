import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A source file of the project: its path from the root, its room, its text and what it imports. */
export type SourceFile = {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly isTest: boolean;
  readonly imports: readonly { readonly to: string; readonly typeOnly: boolean }[];
};

const importPattern = /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const dynamicPattern = /\bimport\(\s*'([^']+)'\s*\)/g;

function importsOf(path: string, text: string): SourceFile['imports'] {
  const resolve = (to: string) => (to.startsWith('.') ? normalize(join(dirname(path), to)) : to);
  const fixed = [...text.matchAll(importPattern)].map((match) => ({
    to: resolve(match[2] ?? ''),
    typeOnly: match[1] !== undefined,
  }));
  const dynamic = [...text.matchAll(dynamicPattern)].map((match) => ({ to: resolve(match[1] ?? ''), typeOnly: false }));
  return [...fixed, ...dynamic];
}

/** All TypeScript files that git knows or would add. */
export function readSourceFiles(): readonly SourceFile[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx'],
    { encoding: 'utf8' },
  );
  return listed
    .split('\n')
    .filter((path) => path !== '')
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      const isTest = /\.test\.tsx?$/.test(path) || path.startsWith('tests/');
      return { path, room: path.split('/')[0] ?? '', text, isTest, imports: importsOf(path, text) };
    });
}

/** The text without comments and strings, so that a search finds code only. */
export function codeOnly(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/`(?:\\.|[^`\\])*`/g, '``')
    .replace(/'(?:\\.|[^'\\\n])*'/g, "''")
    .replace(/"(?:\\.|[^"\\\n])*"/g, '""')
    .replace(/\/\/[^\n]*/g, '');
}
