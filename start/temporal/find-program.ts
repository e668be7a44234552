import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { CodedError } from '../../contracts/errors/index.ts';

/** The newest official CLI that `go install` accepts: later ones carry a `replace` in go.mod. It holds server 1.29.1. */
export const temporalCliVersion = '1.5.1';

/** Says what is going on, so that nobody stares at a silent terminal. */
export type Say = (text: string) => void;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The `temporal` program on this machine, if there is one: TEMPORAL_CLI, the project’s cache, then PATH. Downloads nothing. */
export function findTemporalProgram(cacheFolder: string, environment: NodeJS.ProcessEnv): string | null {
  const candidates = [
    ...(environment.TEMPORAL_CLI ? [resolve(environment.TEMPORAL_CLI)] : []),
    join(cacheFolder, `temporal-v${temporalCliVersion}`),
    ...(environment.PATH ?? '').split(delimiter).map((folder) => resolve(folder, 'temporal')),
  ];
  return candidates.find(isProgram) ?? null;
}

/** Lets the SDK download the official server and keeps the program; null when there is no way out. */
async function download(cacheFolder: string, target: string): Promise<string | null> {
  try {
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', downloadDir: cacheFolder } },
    });
    await environment.teardown();
  } catch {
    return null;
  }
  const fetched = readdirSync(cacheFolder).find((name) => name.startsWith('temporal-sdk-typescript'));
  if (fetched === undefined) return null;
  renameSync(join(cacheFolder, fetched), target);
  return target;
}

/** Builds the official CLI from the Go module proxy into the cache; null when there is no Go or the build fails. */
async function build(cacheFolder: string, target: string): Promise<string | null> {
  // Built aside and renamed, so that an interrupted build never leaves half a program to be found.
  const aside = join(cacheFolder, `build-${process.pid}`);
  const flags = `-s -w -X github.com/temporalio/cli/temporalcli.Version=${temporalCliVersion}`;
  const child = spawn(
    'go',
    ['install', '-trimpath', '-ldflags', flags, `github.com/temporalio/cli/cmd/temporal@v${temporalCliVersion}`],
    { env: { ...process.env, GOBIN: aside, CGO_ENABLED: '0' }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [status] = await once(child, 'exit');
  if (status === 0) renameSync(join(aside, 'temporal'), target);
  rmSync(aside, { recursive: true, force: true });
  return status === 0 ? target : null;
}

/**
 * Finds or obtains a `temporal` program: what is on the machine, else the official download, else a build with Go
 * (about three minutes on two cores, once). Throws TEMPORAL_UNAVAILABLE naming each way when none works.
 */
export async function obtainTemporalProgram(cacheFolder: string, say: Say): Promise<string> {
  const found = findTemporalProgram(cacheFolder, process.env);
  if (found !== null) return found;
  mkdirSync(cacheFolder, { recursive: true });
  const target = join(cacheFolder, `temporal-v${temporalCliVersion}`);
  say('No Temporal server here yet: trying the official download …');
  const downloaded = await download(cacheFolder, target);
  if (downloaded !== null) return downloaded;
  const has_go = spawnSync('go', ['version']).status === 0;
  if (has_go) {
    say('The download cannot be reached: building the official CLI with Go (three to four minutes, once) …');
    const begun = Date.now();
    const ticker = setInterval(() => say(`… still building (${Math.round((Date.now() - begun) / 1000)} s)`), 30_000);
    const built = await build(cacheFolder, target);
    clearInterval(ticker);
    if (built !== null) {
      say(`Built in ${Math.round((Date.now() - begun) / 1000)} s; kept in ${cacheFolder}.`);
      return built;
    }
  }
  throw new CodedError(
    'TEMPORAL_UNAVAILABLE',
    [
      'There is no Temporal server, and no way to get one worked. Any of these will do:',
      '  1. set TEMPORAL_ADDRESS to a server that runs already (host:port);',
      '  2. install the Temporal CLI so that `temporal` is on PATH, or set TEMPORAL_CLI to it;',
      '  3. let this machine reach the official download, then start again;',
      `  4. install Go 1.25 or newer${has_go ? ' (the one here could not build it; its words are above)' : ''}, then start again.`,
    ].join('\n'),
    {},
  );
}
