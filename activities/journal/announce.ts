import type { CallOrigin } from '../../contracts/activity-envelope.ts';
import type { TenantTransaction } from '../../db/connect.ts';
import { enqueueOutbox } from '../../db/queries/outbox.ts';

/** A moment of an approval that chat and mail should hear of; `nth` tells repeated ones of the same kind apart. */
export type Moment = {
  readonly origin: CallOrigin;
  readonly approval_id: string;
  readonly moment: string;
  readonly nth?: string | number;
};

/** Writes that people should be told, in the transaction of what they should be told of. */
export type Announce = (tx: TenantTransaction, moment: Moment) => Promise<void>;

/** For installations without chat and mail: the inbox alone tells. */
export const silent: Announce = async () => undefined;

/** Leaves a message for the relay, which starts the workflow that tells. The same moment is announced once. */
export const announceByOutbox: Announce = async (tx, { origin, approval_id, moment, nth }) => {
  const { tenant_id, execution_id } = origin;
  const message_key = `deliver_approval/${approval_id}/${moment}${nth === undefined ? '' : `/${nth}`}`;
  const payload = { tenant_id, execution_id, approval_id, moment, message_key };
  await enqueueOutbox(tx, { kind: 'deliver_approval', payload, dedupe_key: message_key });
};
