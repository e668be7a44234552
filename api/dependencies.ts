import type { Logger } from 'pino';
import type { ActionDefinition } from '../contracts/action.ts';
import type { Database } from '../db/connect.ts';
import type { AccessTokens } from './auth/access-tokens.ts';
import type { EventHub } from './events/event-hub.ts';
import type { RateLimits } from './limits/rate-limits.ts';
import type { OutboxRelay } from './outbox/relay.ts';
import type { CompilerProcess } from './playbooks/compiler-process/compiler-process.ts';
import type { TemporalGateway } from './temporal/gateway.ts';

export type { TenantTransaction } from '../db/connect.ts';

/** What the operations of the API work with; built once in main. */
export type ApiDependencies = {
  readonly database: Database;
  readonly temporal: TemporalGateway;
  readonly relay: OutboxRelay;
  readonly events: EventHub;
  readonly tokens: AccessTokens;
  readonly limits: RateLimits;
  readonly actions: readonly ActionDefinition[];
  /** Compiles playbooks that people send. */
  readonly compiler: CompilerProcess;
  readonly log: Logger;
  readonly now: () => Date;
  readonly settings: ApiSettings;
};

/** Settings that operations read. Addresses have no slash at the end; `public_url` is '' when links are relative. */
export type ApiSettings = {
  readonly version: string;
  readonly public_url: string;
  readonly temporal_ui_url: string | null;
  readonly temporal_namespace: string;
  /** True when the ad platform behind the worker is the sandbox; people see a ribbon. */
  readonly sandbox: boolean;
  readonly cors_origins: readonly string[];
  /** Where button presses in the chat come from; left out, none are taken. */
  readonly chat?: { readonly slack_signing_secret: string; readonly slack_api_url: string } | null;
  /** 32 bytes in hex that seal the secrets of webhooks; null when the installation gave the API none. */
  readonly credentials_key: string | null;
  /** Folder of the built back office; null when there is none. */
  readonly admin_folder: string | null;
};
