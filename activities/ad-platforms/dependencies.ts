import type { HandlerDependencies } from '../handler-dependencies.ts';
import type { WriteDependencies } from './write/dependencies.ts';

/** What the handlers of `AdPlatformAgent` need of the world. */
export type AdPlatformDependencies = WriteDependencies & Pick<HandlerDependencies, 'clock' | 'getPublic'>;
