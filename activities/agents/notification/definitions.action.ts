import type { ActionDefinition } from '../../../contracts/action.ts';
import { sendDigest } from './send-digest.action.ts';

/** Every action of NotificationAgent. */
export const notificationDefinitions: readonly ActionDefinition[] = [sendDigest];
