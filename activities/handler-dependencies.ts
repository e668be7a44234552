import type { z } from 'zod';
import type { ActionContext, BoundHandler } from '../contracts/action-handler.ts';
import type { collectorConfig, credentialsConfig, languageModelConfig } from '../contracts/config/index.ts';
import type { ReplayHistory } from '../contracts/history-replay.ts';
import type { Database } from '../db/connect.ts';
import type { AdapterOpeners } from './ad-platforms/platforms.action.ts';
import type { Failpoint } from './ad-platforms/write/failpoints.ts';
import type { CollectorMetrics } from './agents/context/collector/metrics.ts';
import type { Knowledge } from './knowledge/create-knowledge.ts';
import type { Channels } from './notifications/channels.ts';
import type { PublicGet } from './public-web/index.ts';

/** The settings that handlers read; the worker hands in exactly these groups. */
type HandlerConfig = Readonly<z.infer<typeof credentialsConfig> & z.infer<typeof languageModelConfig>>;

/** What the worker hands to every agent: the only way to reach the world. */
export type HandlerDependencies = {
  readonly database: Database;
  readonly config: HandlerConfig;
  /** The ad platforms, with their settings read. */
  readonly adapters: AdapterOpeners;
  readonly fetch: typeof globalThis.fetch;
  /** The door to addresses that customers chose; the public network when left out. A seam for tests. */
  readonly getPublic?: PublicGet | undefined;
  readonly clock: { now(): Date };
  readonly log: ActionContext['log'];
  /** The settings of the collectors; no source besides the ad platforms when left out. */
  readonly collectors?: Readonly<z.infer<typeof collectorConfig>>;
  /** Counts how collecting goes; nothing is counted when left out. */
  readonly metrics?: CollectorMetrics;
  /** The ways to people besides the inbox; none when left out. */
  readonly channels?: Channels;
  /** The knowledge base; without one its actions say so, and whoever asks it for sources does without. */
  readonly knowledge?: Knowledge | null;
  /** Replays the history of an execution; without it the action says that there is none. */
  readonly replayHistory?: ReplayHistory;
  /** The seam of the chaos tests: passes each edge of a money write. Left out, nothing happens there. */
  readonly failpoint?: Failpoint;
};

/** Builds the handlers of one agent. */
export type CreateHandlers = (deps: HandlerDependencies) => readonly BoundHandler[];
