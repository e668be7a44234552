import { expect, it } from 'vitest';
import type { HttpClient } from '../server/http-client.ts';
import { createDataProvider, listQuery } from './create-data-provider.ts';

function recording(answers: Record<string, unknown>) {
  const asked: string[] = [];
  const http: HttpClient = {
    request: async (path, schema) => {
      asked.push(path);
      return schema.parse(answers[path]);
    },
  };
  return { asked, provider: createDataProvider(http) };
}
const params = {
  pagination: { page: 1, perPage: 2 },
  sort: { field: 'id', order: 'ASC' as const },
  filter: { status: 'pending' },
};

it('maps pages to cursors and says whether there is more', async () => {
  const { asked, provider } = recording({
    '/v2/playbooks?limit=2&status=pending': { data: [{ playbook_id: 'a' }, { playbook_id: 'b' }], next_cursor: 'n+1' },
    '/v2/playbooks?limit=2&status=pending&cursor=n%2B1': { data: [{ playbook_id: 'c' }], next_cursor: null },
  });
  const first = await provider.getList('playbooks', params);
  expect(first.data.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(first.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false });
  const second = await provider.getList('playbooks', { ...params, pagination: { page: 2, perPage: 2 } });
  expect(second.data.map(({ id }) => id)).toEqual(['c']);
  expect(second.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true });
  expect(asked).toHaveLength(2);
});

it('reads one record by an id that may hold anything', async () => {
  const { provider } = recording({ '/v2/playbooks/a%2Fb': { playbook_id: 'a/b', name: 'Health' } });
  expect((await provider.getOne('playbooks', { id: 'a/b' })).data).toMatchObject({ id: 'a/b', name: 'Health' });
});

it('asks only for filters that are set, always in the same order', () => {
  expect(String(listQuery({ status: 'pending', campaign_id: '1', q: '' }, 25))).toBe(
    'limit=25&campaign_id=1&status=pending',
  );
  expect(String(listQuery(undefined, 5))).toBe('limit=5');
});

it('changes nothing and knows no unregistered resource', async () => {
  const { asked, provider } = recording({});
  await expect(provider.update('approvals', { id: 1, data: {}, previousData: { id: 1 } })).rejects.toThrow(
    /cannot be changed/,
  );
  await expect(provider.getOne('secrets', { id: 1 })).rejects.toThrow(/no resource/);
  expect(asked).toEqual([]);
});

it('reads lists that are paged by offset, with their total', async () => {
  const { provider } = recording({
    '/api/v1/recommendations?limit=2&status=pending&offset=2': {
      recommendations: [{ id: 'r3' }],
      limit: 2,
      offset: 2,
      total: 3,
    },
  });
  const found = await provider.getList('recommendations', { ...params, pagination: { page: 2, perPage: 2 } });
  expect(found.data.map(({ id }) => id)).toEqual(['r3']);
  expect(found.total).toBe(3);
});
