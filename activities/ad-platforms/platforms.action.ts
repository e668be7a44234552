import type { Platform } from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { PlatformCapabilities } from '../../contracts/platform-capabilities.ts';
import type { OpenAdapter, PlatformDefinition } from './define-platform.ts';
import * as everyPlatform from './every-platform.action.ts';

/** Every platform that this product can talk to. */
export const adPlatforms: readonly PlatformDefinition[] = Object.values(everyPlatform);

/** What a platform can do. Throws PLATFORM_UNKNOWN for one that nobody has registered. */
export function capabilitiesOf(platform: Platform): PlatformCapabilities {
  const found = adPlatforms.find((each) => each.platform === platform);
  if (found === undefined)
    throw new CodedError('PLATFORM_UNKNOWN', `No adapter is registered for ${platform}.`, { platform });
  return found.capabilities;
}

/** What can be opened, by platform. */
export type AdapterOpeners = ReadonlyMap<Platform, OpenAdapter>;

/** Reads the settings of all platforms, once per process. Throws CONFIG_INVALID naming what is wrong. */
export function prepareAdapters(environment: Readonly<Record<string, string | undefined>>): AdapterOpeners {
  return new Map(adPlatforms.map((each) => [each.platform, each.prepare(environment)]));
}

/** The settings that point every platform at one sandbox. */
export function sandboxSettings(sandbox_url: string): Readonly<Record<string, string>> {
  return Object.assign({}, ...adPlatforms.map((each) => each.sandboxSettings(sandbox_url)));
}

/** The settings of all platforms for .env.example, by label. */
export function platformConfigGroups(): Readonly<Record<string, PlatformDefinition['settings']>> {
  return Object.fromEntries(adPlatforms.map((each) => [each.label, each.settings]));
}
