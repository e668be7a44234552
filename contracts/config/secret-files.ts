import type { z } from 'zod';
import { CodedError } from '../errors/index.ts';
import { isSecret, mayComeFromFile } from './marks.ts';
import { protectionConfig } from './protection.ts';

/** Settings as a process is given them. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** Groups of settings, by title. */
export type ConfigGroups = Readonly<Record<string, z.ZodObject>>;

/** What of the file system is needed; node:fs has it. */
export type SecretFileSystem = {
  readonly readFileSync: (path: string, encoding: 'utf8') => string;
  readonly statSync: (path: string) => { readonly mode: number; readonly size: number; isFile(): boolean };
};

/** Why the file of a setting was not taken; never the path, which may be a secret that was written into the wrong setting. */
export type SecretFileProblem = {
  readonly name: string;
  readonly reason: 'given_twice' | 'missing' | 'unreadable' | 'empty' | 'too_large' | 'open_to_others';
};

const words: Readonly<Record<SecretFileProblem['reason'], string>> = {
  given_twice: 'it is given as a value too',
  missing: 'there is no such file',
  unreadable: 'it cannot be read, or is no file',
  empty: 'the file is empty',
  too_large: 'the file is larger than 64 KB',
  open_to_others: 'others on this machine may read or write the file',
};

const mostBytes = 64 * 1024;
const othersMayRead = 0o004;
const othersMayWrite = 0o022;

/** The settings that may come from a file, and which of them are secrets; each once. */
export function settingsFromFiles(groups: ConfigGroups): ReadonlyMap<string, { readonly secret: boolean }> {
  const found = new Map<string, { readonly secret: boolean }>();
  for (const { shape } of Object.values(groups))
    for (const [name, field] of Object.entries<z.ZodType>(shape))
      if (mayComeFromFile(field)) found.set(name, { secret: isSecret(field) });
  return found;
}

/**
 * Takes the settings of `groups` that are given as `<NAME>_FILE`, the way mounted secrets are told of, from their files:
 * the text without the line ends at its end. Gives the environment with them, and what was not taken and why. Everything
 * else stays as it is. Files are read now and never again: a process learns of a new secret by starting anew.
 */
export function readSecretFiles(
  environment: Environment,
  groups: ConfigGroups,
  files: SecretFileSystem,
): { readonly environment: Environment; readonly problems: readonly SecretFileProblem[] } {
  const mounts = protectionConfig.shape.MBI_SECRET_MOUNTS.parse(environment.MBI_SECRET_MOUNTS);
  const taken: Record<string, string | undefined> = { ...environment };
  const problems: SecretFileProblem[] = [];
  for (const [name, { secret }] of settingsFromFiles(groups)) {
    const path = environment[`${name}_FILE`];
    if (path === undefined || path === '') continue;
    delete taken[`${name}_FILE`];
    const read = environment[name] ? 'given_twice' : readOne(path, secret && !isMounted(path, mounts), files);
    if (typeof read === 'string') problems.push({ name, reason: read });
    else taken[name] = read.text;
  }
  return { environment: taken, problems };
}

function readOne(
  path: string,
  guarded: boolean,
  files: SecretFileSystem,
): SecretFileProblem['reason'] | { text: string } {
  try {
    const found = files.statSync(path);
    if (!found.isFile()) return 'unreadable';
    if (guarded && (found.mode & (othersMayRead | othersMayWrite)) !== 0) return 'open_to_others';
    if (found.size > mostBytes) return 'too_large';
    const text = files.readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
    return text === '' ? 'empty' : { text };
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

/** Docker, Kubernetes and Vault mount secrets readable by everyone into folders that nobody else sees. */
function isMounted(path: string, mounts: string): boolean {
  if (path.split('/').includes('..')) return false;
  return mounts.split(',').some((folder) => folder !== '' && path.startsWith(`${folder.replace(/\/+$/, '')}/`));
}

/** One line for each file that was not taken. */
export function tellSecretFileProblems(problems: readonly SecretFileProblem[]): readonly string[] {
  return problems.map(({ name, reason }) => `${name}_FILE: ${words[reason]}`);
}

/** The same as `readSecretFiles`, but throws SECRET_FILE_REFUSED naming every setting whose file was not taken. */
export function openEnvironment(environment: Environment, groups: ConfigGroups, files: SecretFileSystem): Environment {
  const read = readSecretFiles(environment, groups, files);
  if (read.problems.length === 0) return read.environment;
  const lines = tellSecretFileProblems(read.problems);
  throw new CodedError('SECRET_FILE_REFUSED', `Secrets were not taken from their files:\n  ${lines.join('\n  ')}`, {
    problems: read.problems,
  });
}
