import { CodedError } from '../../../contracts/errors/index.ts';
import { type DeployedPlaybook, findPlaybook } from '../../../db/queries/playbooks.ts';
import type { TenantTransaction } from '../../dependencies.ts';

/** The playbook with this id or slug, retired ones too. Throws PLAYBOOK_NOT_FOUND, also for another tenant’s. */
export async function playbookOrRefuse(tx: TenantTransaction, id: string): Promise<DeployedPlaybook> {
  const playbook = await findPlaybook(tx, id);
  if (playbook === null) throw new CodedError('PLAYBOOK_NOT_FOUND', `There is no playbook ${id}.`);
  return playbook;
}
