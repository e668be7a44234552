import { CodedError } from '../errors/index.ts';
import { readDatabaseEncryption } from './database-encryption.ts';
import type { ConfigGroups, Environment } from './secret-files.ts';
import { temporalConnectionOf } from './temporal.ts';

/** How a setting leads out of this process. `public` servers are those beyond this machine and the private network. */
export type Transport = {
  readonly name: string;
  readonly reach: 'local' | 'private' | 'public';
  /** `unverified` is encrypted, but to whoever answers. */
  readonly protection: 'plain' | 'unverified' | 'verified';
};

/** Every setting with an address that leads to a server, in the order of the groups; those that are not set are left out. */
export function describeTransports(environment: Environment, groups: ConfigGroups): readonly Transport[] {
  const names = new Set(Object.values(groups).flatMap(({ shape }) => Object.keys(shape)));
  return [...names].flatMap((name) => {
    const value = environment[name];
    if (!value || !(name === 'TEMPORAL_ADDRESS' || name.endsWith('_URL'))) return [];
    return [{ name, reach: reachOf(hostOf(value)), protection: protectionOf(name, value, environment) }];
  });
}

function protectionOf(name: string, value: string, environment: Environment): Transport['protection'] {
  if (name === 'TEMPORAL_ADDRESS') return isTemporalEncrypted(environment) ? 'verified' : 'plain';
  if (/^postgres(ql)?:/i.test(value)) return databaseProtection(value, environment.DATABASE_CA || undefined);
  // The library of mail speaks TLS from the start for smtps, and insists on it for smtp only when it is told to.
  if (/^smtp:/i.test(value)) return /[?&]requireTLS=true(&|$)/i.test(value) ? 'verified' : 'plain';
  return /^(https|smtps|wss):/i.test(value) ? 'verified' : 'plain';
}

function databaseProtection(address: string, authority: string | undefined): Transport['protection'] {
  const { encryption } = readDatabaseEncryption(address, authority);
  if (encryption === 'off' || encryption === 'if_offered') return 'plain';
  return encryption === 'full' ? 'verified' : 'unverified';
}

function isTemporalEncrypted(environment: Environment): boolean {
  const given = (name: string) => environment[name] || undefined;
  const { tls } = temporalConnectionOf({
    TEMPORAL_ADDRESS: '',
    TEMPORAL_TLS: environment.TEMPORAL_TLS === 'true',
    TEMPORAL_API_KEY: given('TEMPORAL_API_KEY'),
    TEMPORAL_TLS_CA: given('TEMPORAL_TLS_CA'),
    TEMPORAL_TLS_SERVER_NAME: given('TEMPORAL_TLS_SERVER_NAME'),
    TEMPORAL_TLS_CERTIFICATE: given('TEMPORAL_TLS_CERTIFICATE'),
    TEMPORAL_TLS_KEY: given('TEMPORAL_TLS_KEY'),
  });
  return tls !== false;
}

/** The host of an address with or without a scheme; of several, the first that lies farthest away decides. */
function hostOf(address: string): readonly string[] {
  const authority = address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split(/[/?#]/)[0] ?? '';
  const hosts = authority.slice(authority.lastIndexOf('@') + 1).split(',');
  return hosts.map((host) => (host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':')[0] ?? '')));
}

function reachOf(hosts: readonly string[]): Transport['reach'] {
  const reaches = hosts.map((host) => reachOfHost(host.toLowerCase()));
  return reaches.find((each) => each === 'public') ?? reaches.find((each) => each === 'private') ?? 'local';
}

/** Names that only a private network answers to: one word, and the endings that no public registry gives out. */
const privateName = /^[^.]+$|\.(internal|local|home\.arpa|svc|svc\.cluster\.local|cluster\.local)$/;
/** RFC 1918, RFC 6598 and RFC 3927 for IPv4; RFC 4193 and RFC 4291 (link-local) for IPv6. */
const privateAddress =
  /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)[\d.]+$|^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/;

function reachOfHost(host: string): Transport['reach'] {
  if (host === '' || host === 'localhost' || host.endsWith('.localhost') || host === '::1') return 'local';
  if (/^127(\.\d{1,3}){3}$/.test(host)) return 'local';
  const isAddress = host.includes(':') || /^[\d.]+$/.test(host);
  return (isAddress ? privateAddress : privateName).test(host) ? 'private' : 'public';
}

/** Whether an environment is one that people's money depends on. */
export function isProduction(environment: Environment): boolean {
  return environment.MBI_ENVIRONMENT === 'prod' || environment.MBI_ENVIRONMENT === 'production';
}

/**
 * The settings that lead out of the private network in plain text, to be warned of. Throws PLAIN_TEXT_REFUSED naming them
 * in production, unless MBI_ALLOW_PLAIN_TEXT is true.
 */
export function requireEncryption(environment: Environment, groups: ConfigGroups): readonly string[] {
  const names = describeTransports(environment, groups)
    .filter(({ reach, protection }) => reach === 'public' && protection === 'plain')
    .map(({ name }) => name);
  if (names.length === 0 || !isProduction(environment) || environment.MBI_ALLOW_PLAIN_TEXT === 'true') return names;
  throw new CodedError(
    'PLAIN_TEXT_REFUSED',
    `These settings lead to public servers without encryption: ${names.join(', ')}.`,
    {
      names,
    },
  );
}
