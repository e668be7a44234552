import { cacheFolder, root, stateFiles } from '../state/folders.ts';
import type { Finding } from './check.ts';
import { checkChromium, checkDependencies, checkJava, checkNode, checkRoom } from './machine.ts';
import { checkPort, checkPostgres, checkTemporal } from './servers.ts';

export type { Finding } from './check.ts';

/** Checks every prerequisite. Changes nothing; takes at most a few seconds. */
export async function runDoctor(environment: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  return [
    checkNode(),
    checkDependencies(root),
    await checkPostgres(stateFiles.postgres, environment),
    await checkTemporal(cacheFolder, environment),
    await checkPort(8000),
    checkRoom(root),
    checkJava(),
    checkChromium(root, environment),
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
