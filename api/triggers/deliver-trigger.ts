import { withTenant } from '../../db/connect.ts';
import { findEvent, hasAudience } from '../../db/queries/domain-events.ts';
import type { OutboxRelay } from '../outbox/relay.ts';
import type { TriggerMessage } from '../outbox/trigger-messages.ts';
import { startFired } from './start-fired.ts';
import { type ScheduleKeeping, syncSchedule } from './sync-schedule.ts';

/** What messages about triggers are delivered with. */
export type TriggerDelivery = ScheduleKeeping & {
  readonly relay: OutboxRelay;
};

/** Delivers one message about triggers. Throws when it should be tried again. */
export async function deliverTrigger(
  delivery: TriggerDelivery,
  tenant_id: string,
  message: TriggerMessage,
): Promise<void> {
  switch (message.kind) {
    case 'sync_schedule':
      return syncSchedule(delivery, tenant_id, message.payload.playbook_id);
    case 'trigger_fired':
      return startFired(delivery, tenant_id, message.payload);
    case 'event_received': {
      const { event_id } = message.payload;
      const heard = await withTenant(delivery.database, tenant_id, async (tx) => {
        const event = await findEvent(tx, event_id);
        return event !== null && hasAudience(tx, event.name);
      });
      if (heard) await delivery.schedules.watch({ kind: 'event', tenant_id, event_id });
      return;
    }
  }
}
