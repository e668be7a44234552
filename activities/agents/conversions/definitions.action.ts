import type { ActionDefinition } from '../../../contracts/action.ts';
import { sendBatch } from './send-batch.action.ts';

/** Every action of ConversionAgent. */
export const conversionDefinitions: readonly ActionDefinition[] = [sendBatch];
