import type { z } from 'zod';
import type { AdPlatformAdapter, Platform } from '../../contracts/ad-platform.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import type { Credential } from '../../contracts/credential.ts';
import type { PlatformCapabilities } from '../../contracts/platform-capabilities.ts';

/** One ad account that is to be reached, and what reaches it. */
export type OpenAccount = {
  readonly account: {
    readonly external_id: string;
    readonly currency: string;
    readonly timezone: string;
    /** What else the platform needs to know of the account, such as Google’s `login_customer_id`. */
    readonly settings: Readonly<Record<string, string>>;
  };
  readonly credential: Credential;
  /** Keeps a credential that the platform has renewed, sealed, before it is used. */
  readonly saveCredential: (renewed: Credential) => Promise<void>;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
};

/** Makes the adapter of one account. */
export type OpenAdapter = (open: OpenAccount) => Promise<AdPlatformAdapter>;

/** Everything that the rest of the product knows of a platform before it talks to it. */
export type PlatformDefinition = {
  readonly platform: Platform;
  /** For people. */
  readonly label: string;
  readonly capabilities: PlatformCapabilities;
  /** Its environment variables, each with a description; all of them optional or with a default. */
  readonly settings: z.ZodObject;
  /** The variables that point it at a sandbox under one address. */
  readonly sandboxSettings: (sandbox_url: string) => Readonly<Record<string, string>>;
  /** Reads the settings once. Throws CONFIG_INVALID naming what is wrong. */
  readonly prepare: (environment: Readonly<Record<string, string | undefined>>) => OpenAdapter;
};

/**
 * Defines a platform. Only `open` loads the adapter, and only when an account is opened, so that the compiler can read the
 * capabilities without a line of I/O.
 */
export function definePlatform<Settings extends z.ZodObject>(
  definition: Omit<PlatformDefinition, 'prepare' | 'settings'> & {
    readonly settings: Settings;
    readonly open: (open: OpenAccount, settings: z.infer<Settings>) => Promise<AdPlatformAdapter>;
  },
): PlatformDefinition {
  const { open, settings, ...rest } = definition;
  return {
    ...rest,
    settings,
    prepare: (environment) => {
      const read = readConfig(settings, environment);
      return (account) => open(account, read);
    },
  };
}
