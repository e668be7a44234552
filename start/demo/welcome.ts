import { writeFileSync } from 'node:fs';
import { type Demo, demoSchema } from '../../contracts/demo.ts';
import { demoPeople, demoTenants } from '../../contracts/demo-world.ts';
import type { DatabaseAddress, TemporalAddress } from '../servers.ts';
import { shownPath, stateFiles, stateFolder } from '../state/folders.ts';
import type { Secrets } from '../state/secrets.ts';

/** Writes `demo.json` of the state folder: where everything is and who may sign in. Readable by the owner of the file only. */
export function writeDemoFile(found: {
  readonly api_url: string;
  readonly sandbox_url: string;
  readonly database: DatabaseAddress;
  readonly temporal: TemporalAddress;
  readonly secrets: Secrets;
}): Demo {
  const demo = demoSchema.parse({
    api_url: found.api_url,
    admin_url: `${found.api_url}/admin/`,
    temporal_ui_url: found.temporal.ui_url ?? `http://${found.temporal.address}`,
    temporal_address: found.temporal.address,
    sandbox_url: found.sandbox_url,
    database_url: found.database.app_url,
    tenants: demoTenants.map((tenant) => ({
      tenant_id: tenant.tenant_id,
      name: tenant.name,
      api_key: found.secrets.api_keys[tenant.tenant_id],
      users: demoPeople.map((person) => ({
        email: `${person.name}@${tenant.email_domain}`,
        password: found.secrets.demo_password,
        roles: person.roles,
      })),
    })),
  });
  writeFileSync(stateFiles.demo, JSON.stringify(demo, null, 2), { mode: 0o600 });
  return demo;
}

/** What the terminal shows when everything is ready: where to look and who to sign in as. */
export function renderWelcome(demo: Demo, seconds: string): string {
  const [tenant] = demo.tenants;
  const people = tenant?.users ?? [];
  return [
    '',
    `MBI is ready (${seconds} s).`,
    '',
    `  Back office   ${demo.admin_url}`,
    `  API docs      ${demo.api_url}/v2/docs`,
    `  Temporal UI   ${demo.temporal_ui_url}`,
    `  Sandbox       ${demo.sandbox_url}  (plays the ad platforms; no real money moves)`,
    '',
    `  Sign in to ${tenant?.name ?? ''} with the password ${people[0]?.password ?? ''} as`,
    ...people.map((person) => `    ${person.email.padEnd(34)} ${person.roles.join(', ')}`),
    `  API key       ${tenant?.api_key ?? ''}`,
    '',
    `  The same stands in ${shownPath(stateFiles.demo)}. Try:  npx mbi approvals list`,
    `  Ctrl-C stops everything; what happened is kept in ${shownPath(stateFolder)} until \`npm run reset\`.`,
    '',
  ].join('\n');
}
