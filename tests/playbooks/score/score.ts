import { existsSync } from 'node:fs';
import type { Diagnostic } from '../../../contracts/diagnostic.ts';
import { isErrorCode } from '../../../contracts/errors/index.ts';
import type { WantedFinding } from './twenty.ts';

/** The five points of one broken playbook; each is given only when every finding earns it. */
export type Points = {
  /** Every mistake at its line and column, all in one pass, and nothing else. */
  readonly place: boolean;
  /** The line is shown with the caret under exactly the culprit. */
  readonly caret: boolean;
  /** The message names the culprit, and what could stand there is said. */
  readonly words: boolean;
  readonly suggestion: boolean;
  /** A stable code of the closed list, with the page that explains it. */
  readonly code: boolean;
};

/** Scores what a person is shown about one file: the diagnostics, and the text that `mbi validate` prints. */
export function scoreFile(wanted: readonly WantedFinding[], found: readonly Diagnostic[], shown: string): Points {
  const all = (earns: (want: WantedFinding, have: Diagnostic) => boolean): boolean =>
    wanted.every((want, at) => {
      const have = found[at];
      return have !== undefined && earns(want, have);
    });
  const blocks = shown.split('\n\n');
  return {
    place: found.length === wanted.length && all(({ at }, have) => at[0] === have.line && at[1] === have.column),
    caret: all((want, have) => blocks.some((block) => caretUnder(block, have) === want.under.replace('\t', ' '))),
    words: all(
      ({ names, expected }, have) => have.message.includes(names) && have.expected?.includes(expected) === true,
    ),
    suggestion: all(
      ({ suggestion }, have) =>
        have.suggestion === suggestion &&
        ['did you mean', 'fix'].some((word) => shown.includes(`${word}: ${suggestion}\n`)),
    ),
    code: all(
      ({ code }, have) =>
        have.code === code && isErrorCode(code) && existsSync(have.doc) && shown.includes(`see: ${have.doc}`),
    ),
  };
}

/** How many of the five points were earned. */
export function sum(points: Points): number {
  return Object.values(points).filter(Boolean).length;
}

/** The text that stands over the caret in one printed block; null when the block is about another finding. */
function caretUnder(block: string, { line, column }: Diagnostic): string | null {
  const lines = block.split('\n');
  if (!lines[0]?.includes(`:${line}:${column}:`)) return null;
  const [, source, caret] = lines;
  if (source === undefined || caret === undefined || !source.startsWith(`  ${line} | `)) return null;
  const start = caret.indexOf('^');
  return source.slice(start, caret.length).padEnd(caret.length - start);
}
