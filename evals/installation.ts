import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { demoSchema } from '../contracts/demo.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const secretsSchema = z.looseObject({ credentials_key: z.string() });

/**
 * The environment, with the database and the key of the installation that `npm start` keeps in `MBI_STATE_FOLDER` (`.mbi` when
 * left out) where none are set, so that commands beside it need no settings. What is set goes first; without such a folder
 * nothing is added.
 */
export function withInstallation(environment: Environment): Environment {
  if (environment.DATABASE_URL) return environment;
  const folder = environment.MBI_STATE_FOLDER || '.mbi';
  const demo = demoSchema.safeParse(fileOf(join(folder, 'demo.json')));
  const secrets = secretsSchema.safeParse(fileOf(join(folder, 'secrets.json')));
  if (!demo.success || !secrets.success) return environment;
  const own = { DATABASE_URL: demo.data.database_url, MBI_CREDENTIALS_KEY: secrets.data.credentials_key };
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  return { ...own, ...Object.fromEntries(set) };
}

function fileOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
