import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Demo, demoSchema } from '../contracts/demo.ts';
import { type Permission, permissionsOf } from '../contracts/roles.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { CommandFailure, exitCodes } from './exit.ts';
import { openSettings } from './open-settings.ts';

/** Who to be. `as` is an e-mail address; `tenant` a name or id of the demo; `permission` what the command needs. */
export type ConnectOptions = {
  readonly as?: string | undefined;
  readonly tenant?: string | undefined;
  readonly permission?: Permission;
};

/** How commands reach the API. */
export type Connection = {
  connect(options: ConnectOptions): Promise<ApiClient>;
  /** The Temporal server behind the API, for the few commands that read histories: TEMPORAL_ADDRESS or the demo file's. */
  temporalAddress(): string;
};

type Environment = Readonly<Record<string, string | undefined>>;
type DemoTenant = Demo['tenants'][number];

/**
 * MBI_API_URL with MBI_API_KEY, or the demo file of `npm start`. `--as` signs in by password: MBI_PASSWORD, or the demo
 * file’s. With the demo file, a command that the demo key may not run signs in as the first person who may.
 */
export function createConnection(environment: Environment, demo_file: string): Connection {
  return {
    async connect({ as, tenant, permission }) {
      const { MBI_API_URL, MBI_API_KEY, MBI_PASSWORD } = openSettings(environment);
      const demo =
        MBI_API_URL === undefined || (as !== undefined && MBI_PASSWORD === undefined) ? readDemo(demo_file) : null;
      const api_url = (MBI_API_URL ?? demo?.api_url ?? '').replace(/\/+$/, '');
      const home = demo === null ? null : tenantOf(demo, tenant, as);
      if (as !== undefined) return signIn(api_url, as, MBI_PASSWORD ?? passwordOf(home, as));
      if (MBI_API_KEY !== undefined) return createApiClient(api_url, { 'x-api-key': MBI_API_KEY });
      if (home === null) throw new CommandFailure('Set MBI_API_KEY, or sign in with --as.', exitCodes.usage);
      const able = permission === undefined ? undefined : personWho(home, permission);
      if (able !== undefined) return signIn(api_url, able.email, able.password);
      return createApiClient(api_url, { 'x-api-key': home.api_key });
    },
    temporalAddress: () => environment.TEMPORAL_ADDRESS ?? readDemo(demo_file).temporal_address,
  };
}

function readDemo(file: string): Demo {
  try {
    return demoSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new CommandFailure(
      `There is no readable ${file}. Run \`npm start\`, or set MBI_API_URL and MBI_API_KEY.`,
      exitCodes.usage,
    );
  }
}

function tenantOf(demo: Demo, name: string | undefined, email: string | undefined): DemoTenant {
  const named = demo.tenants.find((each) =>
    name === undefined
      ? email === undefined || each.users.some((user) => user.email === email)
      : each.tenant_id === name || each.name.toLowerCase() === name.toLowerCase(),
  );
  const found = named ?? (name === undefined ? demo.tenants[0] : undefined);
  if (found !== undefined) return found;
  const names = demo.tenants.map((each) => each.name).join(', ');
  throw new CommandFailure(`There is no tenant ${name}; there is: ${names}.`, exitCodes.usage);
}

/** Somebody who may, when the person behind the demo key (a marketer) may not. */
function personWho(tenant: DemoTenant, permission: Permission) {
  if (permissionsOf(['marketer']).has(permission)) return undefined;
  return tenant.users.find((user) => permissionsOf(user.roles).has(permission));
}

function passwordOf(tenant: DemoTenant | null, email: string): string {
  const person = tenant?.users.find((user) => user.email === email);
  if (person !== undefined) return person.password;
  throw new CommandFailure(`Set MBI_PASSWORD to the password of ${email}.`, exitCodes.usage);
}

async function signIn(api_url: string, email: string, password: string): Promise<ApiClient> {
  const answer = z.object({ access_token: z.string() });
  const { access_token } = await createApiClient(api_url, {}).post('/v2/auth/login', { email, password }, answer);
  return createApiClient(api_url, { authorization: `Bearer ${access_token}` });
}
