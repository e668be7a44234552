import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import {
  apiConfig,
  channelsConfig,
  credentialsConfig,
  databaseConfig,
  errorTrackingConfig,
  languageModelConfig,
  loggingConfig,
  protectionConfig,
  temporalConfig,
} from '../contracts/config/index.ts';
import { readConfig } from '../contracts/config/read-config.ts';
import { temporalConnectionOf } from '../contracts/config/temporal.ts';
import { productVersion } from '../contracts/product.ts';
import type { ApiSettings } from './dependencies.ts';

const schema = databaseConfig
  .extend(temporalConfig.shape)
  .extend(apiConfig.shape)
  .extend(loggingConfig.shape)
  .extend(protectionConfig.shape)
  .extend(errorTrackingConfig.shape)
  .extend(languageModelConfig.pick({ MBI_ENVIRONMENT: true }).shape)
  .extend(channelsConfig.pick({ SLACK_SIGNING_SECRET: true, SLACK_API_URL: true }).shape)
  .extend(credentialsConfig.partial().shape);
const adminFolder = fileURLToPath(new URL('../admin-ui/dist', import.meta.url));

const withoutSlash = (address: string | undefined) => address?.replace(/\/+$/, '') ?? null;

const chatOf = ({ SLACK_SIGNING_SECRET, SLACK_API_URL }: z.infer<typeof schema>) =>
  SLACK_SIGNING_SECRET === undefined
    ? null
    : { slack_signing_secret: SLACK_SIGNING_SECRET, slack_api_url: SLACK_API_URL };

/** Reads the settings of the API process once. Throws CONFIG_INVALID naming every variable that is missing or malformed. */
export function readApiConfig(environment: Readonly<Record<string, string | undefined>>) {
  const values = readConfig(schema, environment);
  const settings: ApiSettings = {
    version: productVersion,
    public_url: withoutSlash(values.MBI_PUBLIC_URL) ?? '',
    temporal_ui_url: withoutSlash(values.TEMPORAL_UI_URL),
    temporal_namespace: values.TEMPORAL_NAMESPACE,
    sandbox: values.MBI_SANDBOX,
    cors_origins: values.MBI_CORS_ORIGINS.split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    chat: chatOf(values),
    credentials_key: values.MBI_CREDENTIALS_KEY ?? null,
    admin_folder: existsSync(join(adminFolder, 'index.html')) ? adminFolder : null,
  };
  return {
    settings,
    database: { url: values.DATABASE_URL, authority: values.DATABASE_CA },
    payload_keys: values.MBI_PAYLOAD_KEY,
    host: values.MBI_API_HOST,
    port: values.MBI_API_PORT,
    jwt_secret: values.MBI_JWT_SECRET,
    rate_limit: values.MBI_RATE_LIMIT,
    log_level: values.MBI_LOG_LEVEL,
    error_tracking: { dsn: values.ERROR_TRACKING_DSN, environment: values.MBI_ENVIRONMENT },
    temporal: {
      connection: temporalConnectionOf(values),
      namespace: values.TEMPORAL_NAMESPACE,
      task_queue: values.TEMPORAL_TASK_QUEUE,
      public_url: settings.public_url,
    },
  };
}
