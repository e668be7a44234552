import { z } from 'zod';
import {
  apiConfig,
  channelsConfig,
  collectorConfig,
  credentialsConfig,
  databaseConfig,
  errorTrackingConfig,
  knowledgeConfig,
  languageModelConfig,
  loggingConfig,
  metricsConfig,
  protectionConfig,
  temporalConfig,
} from '../contracts/config/index.ts';
import { readConfig } from '../contracts/config/read-config.ts';

const workerConfig = z.object({
  ...databaseConfig.shape,
  ...temporalConfig.shape,
  ...credentialsConfig.shape,
  ...protectionConfig.shape,
  ...languageModelConfig.shape,
  ...knowledgeConfig.shape,
  ...channelsConfig.shape,
  ...collectorConfig.shape,
  ...apiConfig.pick({ MBI_PUBLIC_URL: true }).shape,
  ...loggingConfig.shape,
  ...errorTrackingConfig.shape,
  ...metricsConfig.shape,
});

/** Everything the worker reads from its environment. */
export type WorkerConfig = z.infer<typeof workerConfig>;

/** Reads the worker's settings once. Throws CONFIG_INVALID naming every variable that is missing or malformed. */
export function readWorkerConfig(environment: Readonly<Record<string, string | undefined>>): WorkerConfig {
  return readConfig(workerConfig, environment);
}
