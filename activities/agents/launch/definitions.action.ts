import type { ActionDefinition } from '../../../contracts/action.ts';
import { watchLaunch } from './watch-launch.action.ts';
import { writeLaunchKit } from './write-launch-kit.action.ts';

/** Every action of LaunchAgent. */
export const launchDefinitions: readonly ActionDefinition[] = [writeLaunchKit, watchLaunch];
