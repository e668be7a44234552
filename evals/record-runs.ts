import { execFileSync } from 'node:child_process';
import { databaseConfig } from '../contracts/config/index.ts';
import { readConfig } from '../contracts/config/read-config.ts';
import { demoTenants } from '../contracts/demo-world.ts';
import { connectDatabase, withTenant } from '../db/connect.ts';
import { recordEvaluationRun } from '../db/queries/evaluation-runs.ts';
import type { EvaluatedPart } from './run/evaluate-all.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function commitOf(environment: Environment): string | null {
  if (environment.GIT_COMMIT !== undefined) return environment.GIT_COMMIT.slice(0, 40);
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

/**
 * Stores what was evaluated for the tenant of `MBI_TENANT_ID` (the first of the demo when left out) in the database of
 * `DATABASE_URL`, and tells the ids of the runs. With `CI` set the runs count as those of the continuous integration.
 */
export async function recordRuns(
  parts: readonly EvaluatedPart[],
  environment: Environment,
): Promise<readonly string[]> {
  const { DATABASE_URL, DATABASE_CA: authority } = readConfig(databaseConfig, environment);
  const tenant_id = environment.MBI_TENANT_ID ?? demoTenants[0]?.tenant_id ?? '';
  const database = connectDatabase(DATABASE_URL, { max: 1, authority });
  const origin = {
    triggered_by: environment.CI === undefined ? 'manual' : 'ci',
    git_commit: commitOf(environment),
  } as const;
  try {
    return await withTenant(database, tenant_id, async (tx) => {
      const lines: string[] = [];
      for (const { part, report } of parts)
        lines.push(`recorded ${part} as run ${await recordEvaluationRun(tx, report, origin)}`);
      return lines;
    });
  } finally {
    await database.close();
  }
}
