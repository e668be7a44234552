import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a test file does that is seen by its whole process, or outlives a test: stubs, the environment, children, listeners. */
const marks = [
  /\bvi\.(mock|doMock|stubEnv|stubGlobal|resetModules|useFakeTimers|spyOn)\b/,
  /\bprocess\.(env|chdir|on|once|exitCode)\b/,
  /from 'node:(child_process|worker_threads|cluster)'/,
  /\bawait import\(/,
];
/** The native core of Temporal is one for its process, and what one worker does to it another one would feel. */
const nativeCore = /^(?:import|export)(?! type)[^']* from '@temporalio\/(testing|worker)'/m;

/**
 * Tells of a test file whether it must have a process of its own: because of what it does itself, or because it loads the
 * native core of Temporal over whatever it imports. All others share a process, since starting one and loading the modules
 * again costs more than what most of them test. `read` gives the text of a file, and '' for what cannot be read.
 */
export function createOwnProcessRule(read: (file: string) => string = readOrNothing): (file: string) => boolean {
  const known = new Map<string, boolean>();
  const loadsCore = (file: string): boolean => {
    const before = known.get(file);
    if (before !== undefined) return before;
    known.set(file, false);
    const source = read(file);
    const loads = nativeCore.test(source) || importsOf(file, source).some(loadsCore);
    known.set(file, loads);
    return loads;
  };
  return (file) => marks.some((mark) => mark.test(read(file))) || loadsCore(file);
}

const importsOf = (file: string, source: string): readonly string[] =>
  [...source.matchAll(/^(?:import|export)(?! type)[^']* from '(\.[^']+\.tsx?)'/gm)].map(([, path = '']) =>
    join(dirname(file), path),
  );

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
