import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createSendDigestHandler, type DeliverDigest } from './send-digest.handler.ts';

/** The handlers of NotificationAgent; `deliverDigest` is the way to chat and mail. */
export function createNotificationHandlers(
  deps: Pick<HandlerDependencies, 'database'> & { readonly deliverDigest: DeliverDigest },
): BoundHandler[] {
  return [createSendDigestHandler(deps)];
}
