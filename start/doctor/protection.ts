import { readFileSync, statSync } from 'node:fs';
import { platformConfigGroups } from '../../activities/ad-platforms/platforms.action.ts';
import { configGroups } from '../../contracts/config/index.ts';
import { keysOf } from '../../contracts/config/keys.ts';
import {
  type Environment,
  readSecretFiles,
  settingsFromFiles,
  tellSecretFileProblems,
} from '../../contracts/config/secret-files.ts';
import { describeTransports, isProduction } from '../../contracts/config/transport.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { type Finding, fine, missing, optional } from './check.ts';

const groups = { ...configGroups, ...platformConfigGroups() };

/** How this configuration guards its secrets, its connections and what it stores. No value of a setting is in any answer. */
export function checkProtection(given: Environment): readonly Finding[] {
  const { environment, problems } = readSecretFiles(given, groups, { readFileSync, statSync });
  const secrets = [...settingsFromFiles(groups)].filter(([, { secret }]) => secret).map(([name]) => name);
  const fromFiles = secrets.filter((name) => given[`${name}_FILE`] && environment[name]);
  const plainly = secrets.filter((name) => given[name]);
  const told = `${fromFiles.length} from files, ${plainly.length} in the environment`;
  const list = plainly.length === 0 ? told : `${told} (${plainly.join(', ')})`;
  return [
    problems.length > 0
      ? missing('Secrets', tellSecretFileProblems(problems).join('; '), 'mend those files, or unset the settings')
      : isProduction(given) && plainly.length > 0
        ? optional('Secrets', list, 'mount them as files and name those in NAME_FILE')
        : fine('Secrets', list),
    checkTransport(environment),
    checkCredentialsKey(environment),
    checkPayloadKey(environment),
  ];
}

function checkTransport(environment: Environment): Finding {
  const name = 'In transit';
  try {
    const ways = describeTransports(environment, groups);
    const text = ways.map((way) => `${way.name} ${way.protection} (${way.reach})`).join(', ') || 'no server is named';
    const open = ways.filter(({ reach, protection }) => reach === 'public' && protection === 'plain');
    if (open.length === 0) return fine(name, text);
    const remedy = `encrypt ${open.map((way) => way.name).join(', ')}: https, smtps, sslmode=verify-full or TEMPORAL_TLS`;
    const refused = isProduction(environment) && environment.MBI_ALLOW_PLAIN_TEXT !== 'true';
    return refused ? missing(name, text, remedy) : optional(name, text, remedy);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return missing(name, error.message.replaceAll('\n', ' '), 'correct those settings');
  }
}

function checkCredentialsKey({ MBI_CREDENTIALS_KEY: keys }: Environment): Finding {
  const name = 'Tokens at rest';
  if (!keys) return fine(name, 'sealed with the key of this installation, which npm start makes');
  const older = keysOf(keys).length - 1;
  return older === 0
    ? fine(name, 'sealed with one key')
    : optional(
        name,
        `${older} older keys still open them`,
        'npx mbi credentials rotate, then take the older keys away',
      );
}

function checkPayloadKey(environment: Environment): Finding {
  const name = 'Temporal at rest';
  const { MBI_PAYLOAD_KEY: keys } = environment;
  if (keys) return fine(name, `payloads are sealed; ${keysOf(keys).length} of the keys open them`);
  const plain = 'payloads are stored as they are';
  return isProduction(environment)
    ? optional(name, plain, 'set MBI_PAYLOAD_KEY for API and worker')
    : fine(name, `${plain}; MBI_PAYLOAD_KEY seals them`);
}
