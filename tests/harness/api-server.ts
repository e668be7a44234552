import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { readApiConfig } from '../../api/config.ts';
import { startApi } from '../../api/create-server.ts';
import type { TemporalGateway } from '../../api/temporal/gateway.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { TestDatabase } from './database.ts';
import { createDemoDatabase, demoSecrets } from './demo-database.ts';
import { createHttpClient, type HttpClient, signIn } from './http-client.ts';
import { temporalAddress } from './temporal.ts';

/** The API in this process on a seeded database of its own; no worker, so executions stay queued. */
export type TestApi = {
  readonly api_url: string;
  readonly database: TestDatabase;
  readonly jwt_secret: string;
  readonly task_queue: string;
  /** The API keys of the demo tenants, in their order. */
  readonly api_keys: readonly string[];
  /** A signed-in person such as 'approver'; `tenant` 1 is the other company. Signs in once. */
  readonly as: (person: string, tenant?: number) => Promise<HttpClient>;
  /** Nobody in particular, with these headers. */
  readonly anybody: (headers?: Record<string, string>) => HttpClient;
  readonly stop: () => Promise<void>;
};

/** Starts the API on a free port. `temporal` is another gateway, to break the way to Temporal; `environment` overrides settings. */
export async function startTestApi(
  options: { readonly temporal?: TemporalGateway; readonly environment?: Record<string, string> } = {},
): Promise<TestApi> {
  const database = await createDemoDatabase();
  const { credentials_key, demo_password, jwt_secret } = demoSecrets;
  const api_keys = Object.values(demoSecrets.api_keys);
  const task_queue = `api-${randomUUID()}`;
  const config = readApiConfig({
    DATABASE_URL: database.app_url,
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_TASK_QUEUE: task_queue,
    MBI_API_PORT: '0',
    MBI_JWT_SECRET: jwt_secret,
    MBI_CREDENTIALS_KEY: credentials_key,
    MBI_RATE_LIMIT: 'false',
    ...options.environment,
  });
  const api = await startApi(config, pino({ level: 'silent' }), options.temporal);
  const api_url = `http://127.0.0.1:${api.port}`;
  const people = new Map<string, Promise<HttpClient>>();
  return {
    ...{ api_url, database, jwt_secret, task_queue, api_keys },
    as: (person, tenant = 0) => {
      const email = `${person}@${demoTenants[tenant]?.email_domain ?? ''}`;
      const known = people.get(email) ?? signIn(api_url, email, demo_password);
      people.set(email, known);
      return known;
    },
    anybody: (headers = {}) => createHttpClient(api_url, headers),
    stop: async () => {
      await api.close();
      await database.drop();
    },
  };
}
