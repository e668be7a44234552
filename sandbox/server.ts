import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import { createControlRouter } from './control/router.ts';
import { createDoor } from './door/door.ts';
import { createTokens } from './door/tokens.ts';
import { createFaults } from './faults/faults.ts';
import { createAdLibraryRouter, createSemrushRouter, createSpyfuRouter } from './intelligence/competitors.ts';
import { createSimilarwebRouter } from './intelligence/similarweb.ts';
import { createAnalyticsRouter, createShopRouter } from './intelligence/site.ts';
import { createAnthropicRouter } from './llm/anthropic.ts';
import { createAnthropicBatchRouter } from './llm/anthropic-batches.ts';
import { createBatchControl } from './llm/batch-control.ts';
import { createBatches } from './llm/batches.ts';
import { createOpenaiRouter } from './llm/openai.ts';
import { createOpenaiBatchRouter } from './llm/openai-batches.ts';
import { createScript, scriptSchema } from './llm/script.ts';
import * as platforms from './platforms.ts';
import { openWorld } from './world/world.ts';

/** How to begin a sandbox. */
export type SandboxOptions = {
  /** Directory of ledger, journal and birth; made when missing. */
  readonly directory: string;
  readonly seed?: string;
  /** Virtual time (epoch milliseconds) of a new world; real time when missing. */
  readonly startAt?: number;
  readonly realNow?: () => number;
  /** Path of a script for the language models. */
  readonly scriptPath?: string;
};

/** What is wrong with a call to the controls or the language models, and any failure of the sandbox itself. */
const onError: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const bad = error instanceof SyntaxError;
  if (!bad) console.error(error);
  response.status(bad ? 400 : 500).json({ error: { message: bad ? 'no JSON' : 'sandbox failure' } });
};

/** Makes a sandbox on one port of the local machine: `listen` serves it, `close` ends every connection at once. */
export function createSandbox(options: SandboxOptions) {
  const world = openWorld({
    directory: options.directory,
    realNow: options.realNow ?? Date.now,
    seed: options.seed ?? 'mbi',
    startAt: options.startAt ?? null,
  });
  const faults = createFaults();
  const tokens = createTokens(world);
  const first = options.scriptPath === undefined ? [] : JSON.parse(readFileSync(options.scriptPath, 'utf8'));
  const script = createScript(scriptSchema.parse(first));
  const app = express();
  app.disable('x-powered-by').disable('etag');
  const json = express.json({ limit: '20mb' });
  const batches = createBatches(script);
  app.use('/_sandbox/llm/batches', json, createBatchControl(batches));
  app.use('/_sandbox', json, createControlRouter({ world, faults, tokens, script }));
  app.use('/anthropic', json, createAnthropicBatchRouter(batches), createAnthropicRouter(script));
  app.use('/openai', json, createOpenaiBatchRouter(batches), createOpenaiRouter(script));
  app.use('/xai', json, createOpenaiRouter(script, 'xai'));
  app.use('/semrush', createSemrushRouter(world));
  app.use('/spyfu', createSpyfuRouter(world));
  app.use('/similarweb', createSimilarwebRouter({ world, faults }));
  app.use('/ad-library', createAdLibraryRouter(world));
  app.use('/analytics', json, createAnalyticsRouter(world));
  app.use('/shop', createShopRouter(world));
  for (const create of Object.values(platforms)) app.use(createDoor({ world, faults, tokens }, create()));
  app.use(onError);
  const server = createServer(app);

  async function listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    world.close();
  }
  return { listen, close };
}
