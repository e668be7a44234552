import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { notifyOnce } from '../../../db/queries/notify-once.ts';
import { findPeople } from '../../../db/queries/people.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { sendDigest } from './send-digest.action.ts';

/** What goes out besides the inbox, and to whom; the same `key` goes out once. */
export type Digest = {
  readonly tenant_id: string;
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly people: readonly { readonly user_id: string; readonly email: string }[];
};

/** The way to chat and mail, handed in. Throws CHANNEL_UNAVAILABLE when some of it should be tried again. */
export type DeliverDigest = (digest: Digest) => Promise<{
  readonly chat: 'sent' | 'failed' | 'not_configured';
  readonly mails_sent: number;
  readonly mails_failed: number;
}>;

/** Writes to the inbox first, so that a channel that fails takes nothing from anybody. */
export function createSendDigestHandler(
  deps: Pick<HandlerDependencies, 'database'> & { readonly deliverDigest: DeliverDigest },
): BoundHandler {
  return bindRun({
    definition: sendDigest,
    run: async ({ title, text, roles, emails }, { origin }) => {
      const { tenant_id, idempotency_key: key, mode, execution_id } = origin;
      const people = await withTenant(deps.database, tenant_id, (tx) => findPeople(tx, { roles, emails }));
      const nobody = {
        people: people.length,
        inbox: 0,
        chat: 'not_configured' as const,
        mails_sent: 0,
        mails_failed: 0,
      };
      if (mode !== 'live') return nobody;
      const user_ids = people.map((person) => person.user_id);
      const message = { kind: 'digest', title, body: text, link: `/executions/${execution_id}` };
      await withTenant(deps.database, tenant_id, (tx) => notifyOnce(tx, key, user_ids, message));
      const delivered = await deps.deliverDigest({ tenant_id, key, title, text, people });
      return { people: people.length, inbox: people.length, ...delivered };
    },
  });
}
