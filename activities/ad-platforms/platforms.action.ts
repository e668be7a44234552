import type { Platform } from '../../contracts/ad-platform.ts';
import type { OpenAdapter, PlatformDefinition } from './define-platform.ts';
import * as everyPlatform from './every-platform.action.ts';

/** Every platform that this product can talk to. */
export const adPlatforms: readonly PlatformDefinition[] = Object.values(everyPlatform);

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
