import { z } from 'zod';
import { channelsConfig } from './channels.ts';
import { collectorConfig } from './collectors.ts';
import { databaseConfig, databaseOwnerConfig } from './database.ts';
import { languageModelConfig } from './language-models.ts';
import { flag, optionalSecret, secret } from './marks.ts';
import { credentialsConfig, protectionConfig } from './protection.ts';
import { temporalConfig } from './temporal.ts';

export {
  channelsConfig,
  collectorConfig,
  credentialsConfig,
  databaseConfig,
  databaseOwnerConfig,
  languageModelConfig,
  protectionConfig,
  temporalConfig,
};

const port = z.coerce.number().int().min(0).max(65535);

/** The HTTP API. */
export const apiConfig = z.object({
  MBI_API_HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  MBI_API_PORT: port.default(8000).describe('port to listen on'),
  MBI_JWT_SECRET: secret(z.string().min(32).describe('at least 32 characters; signs access tokens')),
  MBI_PUBLIC_URL: z.string().optional().describe('address under which people reach the API'),
  MBI_CORS_ORIGINS: z.string().default('').describe('comma-separated origins that may call the API from a browser'),
  MBI_SANDBOX: flag.default(false).describe('true shows people that the ad platform is a sandbox'),
  MBI_RATE_LIMIT: flag.default(true).describe('false only in development and load tests'),
});

/** The knowledge base. The model that comes with the product reads English and is loaded when first used. */
export const knowledgeConfig = z.object({
  MBI_KNOWLEDGE_FOLDER: z
    .string()
    .min(1)
    .default('.mbi/knowledge')
    .describe('folder of the knowledge base, for the worker'),
  MBI_EMBEDDINGS: z
    .enum(['auto', 'offline', 'openai'])
    .default('auto')
    .describe('auto takes OpenAI where it has a key and its own endpoint, else the model that comes with the product'),
  OPENAI_EMBEDDING_MODEL: z.string().default('text-embedding-3-large').describe('model for embeddings'),
  OPENAI_EMBEDDING_DIMENSIONS: z.coerce
    .number()
    .int()
    .min(64)
    .max(3072)
    .default(3072)
    .describe('length of its vectors; the knowledge base is embedded anew after a change'),
});

/** Logging. */
export const loggingConfig = z.object({
  MBI_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('log level'),
});

/** Where errors of the log are reported besides; nowhere unless told. */
export const errorTrackingConfig = z.object({
  ERROR_TRACKING_DSN: optionalSecret('switches error tracking on: a DSN, as services of the Sentry protocol give it'),
});

/** Where the worker serves its metrics; the API serves its own on its port. */
export const metricsConfig = z.object({
  MBI_METRICS_HOST: z.string().default('127.0.0.1').describe('address the worker serves /metrics on'),
  MBI_METRICS_PORT: port.optional().describe('port the worker serves /metrics on; not served when unset'),
});

/** Read by docker-compose.yml alone. */
const composeConfig = z.object({
  MBI_OWNER_PASSWORD: optionalSecret('password of the owner of the database that docker-compose.yml makes'),
  MBI_GRAFANA_ADMIN_PASSWORD: optionalSecret('password of admin in Grafana (profile monitoring)'),
  MBI_ALERTS_SLACK_WEBHOOK_URL: optionalSecret('where alerts go in Slack (profile monitoring)'),
  MBI_ALERTS_PAGERDUTY_ROUTING_KEY: optionalSecret('key of PagerDuty (profile monitoring)'),
});

/** How the command line reaches an API. */
const commandLineConfig = z.object({
  MBI_API_URL: z.string().optional().describe('address of the API; without it the demo of npm start is asked'),
  MBI_API_KEY: optionalSecret('API key to be known by'),
  MBI_PASSWORD: optionalSecret('password of the person that --as names'),
});

/** All groups but those of the ad platforms, which each platform brings itself, in the order of .env.example. */
export const configGroups = {
  Database: databaseConfig,
  'Database owner (migrations only)': databaseOwnerConfig,
  Temporal: temporalConfig,
  API: apiConfig,
  Credentials: credentialsConfig,
  'Secrets and encryption': protectionConfig,
  'Language models (optional)': languageModelConfig,
  'Knowledge base': knowledgeConfig,
  'Channels (optional)': channelsConfig,
  'Collectors of the context (optional)': collectorConfig,
  Logging: loggingConfig,
  'Error tracking (optional)': errorTrackingConfig,
  'Metrics (optional)': metricsConfig,
  'Command line (optional)': commandLineConfig,
  'docker-compose.yml': composeConfig,
};
