import type { DeliverEventSignal } from '../../contracts/execution.ts';
import { mostHops } from '../../contracts/trigger.ts';
import type { EvaluateAnswer, EvaluateCall } from '../../contracts/watch-triggers.ts';
import { type TenantTransaction, withTenant } from '../../db/connect.ts';
import { findCampaign, readCampaignParts } from '../../db/queries/campaigns-list.ts';
import {
  countHops,
  type DomainEvent,
  findEvent,
  listListeners,
  listWaitingExecutions,
} from '../../db/queries/domain-events.ts';
import { enqueueOutbox } from '../../db/queries/outbox.ts';
import { listSubjects } from '../../db/queries/trigger-subjects.ts';
import { evaluatePage, type Occasion } from './evaluate-page.ts';
import type { TriggerDependencies } from './evaluate-schedule.ts';

type Listener = Awaited<ReturnType<typeof listListeners>>[number];

/**
 * Hands an event to every execution that waits for its name, and judges every playbook that listens to it: for the entity
 * that the event is about (a campaign stands for its account and brand too), or for every one in scope when it is about
 * none. An event at the end of a long chain of executions that started one another starts nothing more.
 */
export async function evaluateEvent(
  deps: TriggerDependencies,
  call: EvaluateCall & { readonly kind: 'event' },
): Promise<EvaluateAnswer> {
  const { tenant_id, event_id } = call;
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(deps.database, tenant_id, work);
  const heard = await inTenant(async (tx) => {
    const event = await findEvent(tx, event_id);
    if (event === null) return null;
    const hops = await countHops(tx, event_id, mostHops);
    const delivered = await deliver(tx, event);
    const name = await nameOf(tx, event);
    return { event, name, hops, delivered, listeners: await listListeners(tx, event.name) };
  });
  if (heard === null) return { evaluated: 0, fired: 0, delivered: 0 };
  const total = { evaluated: 0, fired: 0, delivered: heard.delivered };
  for (const playbook of heard.listeners) {
    let after: string | null = null;
    do {
      const page = await inTenant(async (tx) => {
        const { scope, platforms } = playbook.plan;
        const only = await subjectOf(tx, heard.event, playbook);
        const { subjects, next } = await listSubjects(tx, { scope, platforms, after, only });
        const asked = occasionOf(tenant_id, heard, playbook);
        return { ...(await evaluatePage(tx, asked, subjects)), next };
      });
      total.evaluated += page.evaluated;
      total.fired += page.fired;
      after = page.next;
      deps.beat();
    } while (after !== null);
  }
  return total;
}

type Heard = { readonly event: DomainEvent; readonly name: string; readonly hops: number };

function occasionOf(tenant_id: string, { event: row, name: entity_name, hops }: Heard, playbook: Listener): Occasion {
  const { event_id, name, data, entity_type: type, entity_id: id } = row;
  const entity = type === null || id === null ? null : { type, id, name: entity_name };
  const refusal =
    hops < mostHops
      ? null
      : `EVENT_CHAIN_TOO_LONG: ${hops} executions led to one another through events; this one starts nothing more`;
  const event = { event_id, name, data, entity };
  return {
    ...{ tenant_id, playbook, source: 'event', occasion: `event ${event_id}`, due_at: row.received_at, event, refusal },
  };
}

/** The id of the one entity that an event means for a playbook; null for all of them. One of another kind means nobody: ''. */
async function subjectOf(tx: TenantTransaction, event: DomainEvent, { plan }: Listener): Promise<string | null> {
  const { entity_type, entity_id } = event;
  if (entity_type === null || entity_id === null || plan.scope === 'none') return null;
  if (entity_type === plan.scope) return entity_id;
  if (entity_type !== 'campaign') return '';
  const campaign = await findCampaign(tx, entity_id);
  if (campaign === null) return '';
  if (plan.scope === 'brand') return campaign.brand_id;
  const { account } = await readCampaignParts(tx, campaign);
  return plan.scope === 'account' ? (account?.external_id ?? '') : '';
}

/** What people call the entity of an event; its id when we know no better. */
async function nameOf(tx: TenantTransaction, { entity_type, entity_id }: DomainEvent): Promise<string> {
  const campaign = entity_type === 'campaign' && entity_id !== null ? await findCampaign(tx, entity_id) : null;
  return campaign?.campaign_name ?? entity_id ?? '';
}

async function deliver(tx: TenantTransaction, { event_id, name, data }: DomainEvent): Promise<number> {
  const waiting = await listWaitingExecutions(tx, name);
  const signal: DeliverEventSignal = { event_id, name, data };
  for (const { workflow_id, execution_id } of waiting) {
    await enqueueOutbox(tx, {
      kind: 'signal_event',
      payload: {
        workflow_id,
        execution_id,
        signal: { event_id: signal.event_id, name: signal.name, data: signal.data },
      },
      dedupe_key: `signal_event/${event_id}/${execution_id}`,
    });
  }
  return waiting.length;
}
