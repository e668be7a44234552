import { join } from 'node:path';
import { sandboxSettings } from '../../activities/ad-platforms/platforms.action.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { DatabaseAddress, TemporalAddress } from '../servers.ts';
import { stateFiles } from '../state/folders.ts';
import type { Secrets } from '../state/secrets.ts';
import { type RunningProcess, startProcess } from './start-process.ts';

/** What the parts need to find each other. */
export type PartsOptions = {
  readonly database: DatabaseAddress;
  readonly temporal: TemporalAddress;
  readonly secrets: Secrets;
  readonly api_port: number;
  readonly sandbox_port: number;
  readonly say: (text: string) => void;
  readonly onStarted: (name: string, stop: () => Promise<void>) => void;
  readonly onLost: (name: string) => void;
};

/** Where the parts answer. */
export type Parts = { readonly api_url: string; readonly sandbox_url: string };

/** The settings that worker and API share, as environment variables: secrets never stand in a command line. */
export function sharedSettings(
  options: Pick<PartsOptions, 'database' | 'temporal' | 'secrets'>,
): Record<string, string> {
  const { database, temporal, secrets } = options;
  return {
    DATABASE_URL: database.app_url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TEMPORAL_UI_URL: temporal.ui_url ?? '',
    MBI_CREDENTIALS_KEY: secrets.credentials_key,
    MBI_JWT_SECRET: secrets.jwt_secret,
  };
}

/** The sources of competitor signals and web analytics as the sandbox plays them, and its shops as landing pages. */
export function sandboxSources(sandbox_url: string): Record<string, string> {
  return {
    SEMRUSH_API_KEY: 'sandbox',
    SEMRUSH_BASE_URL: `${sandbox_url}/semrush`,
    SPYFU_API_KEY: 'sandbox',
    SPYFU_BASE_URL: `${sandbox_url}/spyfu`,
    META_AD_LIBRARY_TOKEN: 'sandbox',
    META_AD_LIBRARY_BASE_URL: `${sandbox_url}/ad-library`,
    MBI_ANALYTICS_TENANT_ID: demoTenants[0]?.tenant_id ?? '',
    GA4_PROPERTY_ID: '100100300',
    GA4_ACCESS_TOKEN: 'sandbox',
    GA4_BASE_URL: `${sandbox_url}/analytics`,
    MBI_SITE_CHECK_LOOPBACK: 'true',
  };
}

/** Starts sandbox, worker and API as processes of their own and waits until each is ready. */
export async function startParts(options: PartsOptions): Promise<Parts> {
  const begin = async (name: string, environment: Record<string, string>): Promise<RunningProcess> => {
    const running = await startProcess({
      name,
      entry: `${name}/main.ts`,
      environment,
      log_file: join(stateFiles.logs, `${name}.log`),
      ready_within_seconds: 60,
    });
    options.onStarted(name, running.stop);
    void running.exited.then(() => options.onLost(name));
    return running;
  };
  const sandbox_url = `http://127.0.0.1:${options.sandbox_port}`;
  const shared = sharedSettings(options);
  options.say('Starting the sandbox, the worker and the API …');
  const [, , api] = await Promise.all([
    begin('sandbox', { SANDBOX_PORT: String(options.sandbox_port), SANDBOX_DATA_DIR: stateFiles.sandbox }),
    begin('worker', {
      ...shared,
      ...sandboxSettings(sandbox_url),
      ...sandboxSources(sandbox_url),
      MBI_KNOWLEDGE_FOLDER: stateFiles.knowledge,
    }),
    begin('api', {
      ...shared,
      MBI_API_PORT: String(options.api_port),
      MBI_API_HOST: '127.0.0.1',
      MBI_SANDBOX: 'true',
    }),
  ]);
  return {
    api_url: `http://127.0.0.1:${api.port || options.api_port}`,
    sandbox_url,
  };
}
