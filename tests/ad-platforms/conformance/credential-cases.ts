import { expect } from 'vitest';
import type { Credential } from '../../../contracts/credential.ts';
import { type ConformanceCase, errorOf } from './conformance-case.ts';

/** What an adapter promises about the keys to an account. */
export const credentialCases: readonly ConformanceCase[] = [
  {
    name: 'is healthy with a good token and not with a bad one',
    run: async ({ addCampaign, adapter }) => {
      await addCampaign();
      expect(await (await adapter()).healthCheck()).toBe(true);
      const bad = { access_token: 'not-a-token', refresh_token: null };
      expect(await (await adapter(bad)).healthCheck()).toBe(false);
    },
  },
  {
    name: 'renews an expired token, keeps it before using it, and reads on',
    offered: (driver) => driver.refreshable,
    run: async (subject) => {
      const { holder, start } = await subject.addCampaign();
      await subject.mishap('token_expired', { entity_id: holder.entity_id, access: 'read' });
      const kept: Credential[] = [];
      const platform = await subject.adapter({ saveCredential: async (renewed) => void kept.push(renewed) });
      expect((await platform.readEntity(holder)).daily_budget_minor).toBe(start.daily_budget_minor);
      expect(kept).toHaveLength(1);
      expect(kept[0]?.refresh_token).not.toBeNull();
    },
  },
  {
    name: 'renews an expired token in the middle of a write, which is then made once',
    offered: (driver) => driver.refreshable,
    run: async (subject) => {
      const { holder, start } = await subject.addCampaign();
      await subject.mishap('token_expired', { entity_id: holder.entity_id, access: 'write' });
      const platform = await subject.adapter();
      const value = start.daily_budget_minor + 500;
      await platform.write({ reference: holder, field: 'daily_budget_minor', value, request_id: 'renewed' });
      expect(await subject.applications(holder.entity_id)).toBe(1);
      expect((await platform.readEntity(holder)).daily_budget_minor).toBe(value);
    },
  },
  {
    name: 'uses no renewed token that could not be kept',
    offered: (driver) => driver.refreshable,
    run: async (subject) => {
      const { holder } = await subject.addCampaign();
      await subject.mishap('token_expired', { entity_id: holder.entity_id, access: 'read' });
      const platform = await subject.adapter({ saveCredential: () => Promise.reject(new Error('the disk is full')) });
      expect(await errorOf(platform.readEntity(holder))).toBeInstanceOf(Error);
    },
  },
  {
    name: 'asks for a new connection when a token has expired for good',
    run: async (subject) => {
      const { holder } = await subject.addCampaign();
      const refresh_token = subject.driver.refreshable ? 'refresh-nothing' : null;
      const unauthorized = { code: 'PLATFORM_UNAUTHORIZED' };
      const writes = subject.capabilities.budget_owners.length > 0;
      for (const access of writes ? (['read', 'write'] as const) : (['read'] as const)) {
        await subject.mishap('token_expired', { entity_id: holder.entity_id, access });
        const platform = await subject.adapter({ refresh_token });
        const write = { reference: holder, field: 'daily_budget_minor', value: 42_000, request_id: 'late' } as const;
        const error = await errorOf(access === 'read' ? platform.readEntity(holder) : platform.write(write));
        expect(error).toMatchObject(unauthorized);
      }
      expect(await subject.applications(holder.entity_id)).toBe(0);
    },
  },
  {
    name: 'shows its token in no address and no error',
    run: async (subject) => {
      const { holder } = await subject.addCampaign();
      const addresses: string[] = [];
      const platform = await subject.adapter({
        fetch: (...request) => {
          addresses.push(request[0] instanceof Request ? request[0].url : String(request[0]));
          return fetch(...request);
        },
      });
      await platform.readEntity(holder);
      const bad = await subject.adapter({ access_token: 'not-a-token', refresh_token: null });
      const error = await errorOf(bad.readEntity(holder));
      expect(addresses.length).toBeGreaterThan(0);
      expect(addresses.join(' ')).not.toContain(subject.driver.account.sandbox_token);
      expect(`${error} ${JSON.stringify(error)}`).not.toContain('not-a-token');
    },
  },
];
