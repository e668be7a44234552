import { credentialsConfig } from '../../../contracts/config/index.ts';
import { keysOf } from '../../../contracts/config/keys.ts';
import { readConfig } from '../../../contracts/config/read-config.ts';
import { type AddVerb, type CommonOptions, command } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { openSettings } from '../../open-settings.ts';
import { withAppDatabase } from '../db/with-database.ts';

/**
 * `mbi credentials rotate`: seals everything that an older key of MBI_CREDENTIALS_KEY sealed with the first one. Repeating it
 * changes nothing; exit 1 when something opens with no key.
 */
export const addCredentialsRotate: AddVerb = (parent, line) => {
  const verb = command('rotate', 'seal what an older key sealed with the newest of MBI_CREDENTIALS_KEY').action(
    async (options: CommonOptions) => {
      const { listTenants } = await import('../../../db/queries/tenants.ts');
      const { rotateCredentials } = await import('../../../db/queries/rotate-credentials.ts');
      const given = openSettings(line.environment).MBI_CREDENTIALS_KEY;
      const result = await withAppDatabase(line, async (database, secrets) => {
        const settings = { MBI_CREDENTIALS_KEY: given || secrets?.credentials_key };
        const { MBI_CREDENTIALS_KEY: keys } = readConfig(credentialsConfig, settings);
        const total = { resealed: 0, already: 0 };
        const unreadable: { readonly kind: string; readonly id: string }[] = [];
        for (const { tenant_id } of await listTenants(database)) {
          const done = await rotateCredentials(database, tenant_id, keys);
          total.resealed += done.resealed;
          total.already += done.already;
          unreadable.push(...done.unreadable);
        }
        return { ...total, unreadable, older_keys: keysOf(keys).length - 1 };
      });
      line.terminal.result(result, tell(result), options.json);
      if (result.unreadable.length > 0) line.exit(exitCodes.findings);
    },
  );
  parent.addCommand(verb);
};

function tell(result: {
  readonly resealed: number;
  readonly already: number;
  readonly older_keys: number;
  readonly unreadable: readonly { readonly kind: string; readonly id: string }[];
}): string {
  const { resealed, already, older_keys, unreadable } = result;
  const lines = [`${resealed} sealed anew, ${already} were sealed with the newest key already.`];
  for (const { kind, id } of unreadable) lines.push(`no key opens ${kind} ${id}; connect it again, or add its key`);
  if (unreadable.length === 0 && older_keys > 0) lines.push('The older keys may be taken away now.');
  return lines.join('\n');
}
