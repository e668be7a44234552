import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import { createControlRouter } from './control/router.ts';
import { createFaults } from './faults/faults.ts';
import { createAnthropicRouter } from './llm/anthropic.ts';
import { createOpenaiRouter } from './llm/openai.ts';
import { createScript, scriptSchema } from './llm/script.ts';
import { createMetaRouter } from './meta/door.ts';
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

/** Malformed bodies get Meta’s envelope, as the platform is what most callers talk to. */
const onError: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const bad = error instanceof SyntaxError;
  const message = bad ? '(#100) Invalid JSON in the request body' : 'sandbox failure';
  if (!bad) console.error(error);
  response.status(bad ? 400 : 500).json({ error: { message, type: 'OAuthException', code: bad ? 100 : 1 } });
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
  const first = options.scriptPath === undefined ? [] : JSON.parse(readFileSync(options.scriptPath, 'utf8'));
  const script = createScript(scriptSchema.parse(first));
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(express.json({ limit: '20mb' }), express.urlencoded({ extended: false, limit: '20mb' }));
  app.use('/_sandbox', createControlRouter({ world, faults, script }));
  app.use('/anthropic', createAnthropicRouter(script));
  app.use('/openai', createOpenaiRouter(script));
  app.use(createMetaRouter({ world, faults }));
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
