import { z } from 'zod';
import { readConfig } from '../contracts/config/read-config.ts';
import { createSandbox } from './server.ts';

/** Settings of the sandbox’s process. */
const sandboxConfig = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  SANDBOX_DATA_DIR: z.string(),
  SANDBOX_SEED: z.string().default('mbi'),
  SANDBOX_NOW: z.iso.datetime({ offset: true }).optional(),
  SANDBOX_LLM_SCRIPT: z.string().optional(),
});

const config = readConfig(sandboxConfig, process.env);
const sandbox = createSandbox({
  directory: config.SANDBOX_DATA_DIR,
  seed: config.SANDBOX_SEED,
  ...(config.SANDBOX_NOW === undefined ? {} : { startAt: Date.parse(config.SANDBOX_NOW) }),
  ...(config.SANDBOX_LLM_SCRIPT === undefined ? {} : { scriptPath: config.SANDBOX_LLM_SCRIPT }),
});
const port = await sandbox.listen(config.SANDBOX_PORT);
const stop = async () => {
  await sandbox.close();
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.send !== undefined) process.on('disconnect', stop);
console.log(JSON.stringify({ ready: true, port }));
