import type { BoundHandler } from '../../../contracts/action-handler.ts';
import { type ConversionDependencies, createSendBatchHandler } from './send-batch.handler.ts';

/** The handlers of ConversionAgent; `accounts` reaches the platforms. */
export function createConversionHandlers(deps: ConversionDependencies): BoundHandler[] {
  return [createSendBatchHandler(deps)];
}
