import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { plainMessageSchema } from '../../api/outbox/messages.ts';
import { sendMessage } from '../../api/outbox/send-message.ts';
import type { TemporalGateway } from '../../api/temporal/gateway.ts';
import { createTestDatabase } from '../harness/database.ts';
import { insertTenantRows } from '../harness/tenant-rows.ts';
import { createAgentStage } from './agent-stage.ts';

it('the message that plans an outcome is one that the relay understands and brings to Temporal as it is', async () => {
  const database = await createTestDatabase();
  const tenant = await insertTenantRows(database.owner);
  const { tenant_id, execution_id } = tenant;
  const tracked: unknown[] = [];
  const refuse = () => Promise.reject(new Error('not asked for'));
  const temporal: TemporalGateway = {
    ...{ start: refuse, signal: refuse, cancel: refuse, query: refuse, health: refuse, close: refuse },
    deliver: refuse,
    track: async (input) => {
      tracked.push(input);
      return 'started';
    },
  };
  try {
    const stage = createAgentStage({ database: database.app, tenant_id, execution_id });
    await stage.run('CampaignHealthAgent.schedule_outcome', {
      ...{ campaign_id: '100', recommendation_id: randomUUID() },
      change: { applied: true, change_set: null, change_set_id: null, receipts: [] },
    });
    const [row] = await database.owner.sql`select kind, payload from outbox where tenant_id = ${tenant_id}`;
    await sendMessage(temporal, plainMessageSchema.parse(row));
    expect(tracked).toEqual([row?.payload]);
    expect(tracked).toMatchObject([
      { execution_id, campaign_id: '100', playbook_id: 'campaign_health_v1', mode: 'live' },
    ]);
  } finally {
    await database.drop();
  }
});
