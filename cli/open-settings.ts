import { readFileSync, statSync } from 'node:fs';
import { configGroups } from '../contracts/config/index.ts';
import { type Environment, openEnvironment } from '../contracts/config/secret-files.ts';

/** The environment with secrets taken from their files (`<NAME>_FILE`). Throws SECRET_FILE_REFUSED. */
export function openSettings(environment: Environment): Environment {
  return openEnvironment(environment, configGroups, { readFileSync, statSync });
}
