import { readFileSync, statSync } from 'node:fs';
import { configGroups } from '../../contracts/config/index.ts';
import { readSecretFiles } from '../../contracts/config/secret-files.ts';
import { cacheFolder, root, stateFiles } from '../state/folders.ts';
import type { Finding } from './check.ts';
import { checkChromium, checkDependencies, checkJava, checkNode, checkRoom } from './machine.ts';
import { checkProtection } from './protection.ts';
import { checkPort, checkPostgres, checkTemporal } from './servers.ts';

export type { Finding } from './check.ts';

/** Checks every prerequisite. Changes nothing; takes at most a few seconds. */
export async function runDoctor(environment: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const { environment: settings } = readSecretFiles(environment, configGroups, { readFileSync, statSync });
  return [
    checkNode(),
    checkDependencies(root),
    await checkPostgres(stateFiles.postgres, settings),
    await checkTemporal(cacheFolder, settings),
    await checkPort(8000),
    checkRoom(root),
    checkJava(),
    checkChromium(root, environment),
    ...checkProtection(environment),
  ];
}

/** One line for each prerequisite, and for those that are missing one remedy. */
export function renderFindings(findings: readonly Finding[]): string {
  const mark = { ok: 'ok     ', missing: 'MISSING', optional_missing: 'note   ' } as const;
  return findings
    .map(
      (each) =>
        `${mark[each.status]}  ${each.name}: ${each.detail}${each.remedy === null ? '' : `  →  ${each.remedy}`}`,
    )
    .join('\n');
}

/** True when `npm start` can work. */
export function isHealthy(findings: readonly Finding[]): boolean {
  return findings.every((each) => each.status !== 'missing');
}
