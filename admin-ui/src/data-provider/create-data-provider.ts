import type { DataProvider, GetListParams, GetListResult, GetOneResult } from 'react-admin';
import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import { createCursorPages } from './cursor-pages.ts';
import { resourceOf } from './resources.ts';

type ListParams = GetListParams & { signal?: AbortSignal };

/** Query text of a list: react-admin’s filter as parameters, empty ones left out, in a stable order. */
export function listQuery(filter: unknown, limit: number): URLSearchParams {
  const query = new URLSearchParams({ limit: String(limit) });
  if (typeof filter === 'object' && filter !== null) {
    for (const [name, value] of Object.entries(filter).toSorted(([a], [b]) => a.localeCompare(b))) {
      if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
    }
  }
  return query;
}

function readOnly(resource: string): Promise<never> {
  return Promise.reject(new Error(`${resource} cannot be changed here; decisions and undo are calls of their own.`));
}

/**
 * react-admin’s window on the API. Lists are paged by cursor; a page knows whether there is a next one, and no total.
 * Everything that changes something is not here but in the action calls, because none of it is a plain record update.
 */
export function createDataProvider(http: HttpClient): DataProvider {
  const readPage = createCursorPages();

  async function getList(resource: string, params: ListParams): Promise<GetListResult> {
    const { path, offset_rows, ...definition } = resourceOf(resource);
    const schema = await definition.schema();
    const { page, perPage } = params.pagination ?? { page: 1, perPage: 25 };
    const query = listQuery(params.filter, perPage);
    if (offset_rows !== undefined) {
      const sliceSchema = z.looseObject({ total: z.number(), [offset_rows]: z.array(schema) });
      query.set('offset', String((page - 1) * perPage));
      const slice = await http.request(`${path}?${query}`, sliceSchema, { signal: params.signal });
      return { data: z.array(schema).parse(slice[offset_rows]), total: z.number().parse(slice.total) };
    }
    const pageSchema = z.object({ data: z.array(schema), next_cursor: z.string().nullish().default(null) });
    const found = await readPage(`${resource}?${query}`, page, (cursor) => {
      const asked = new URLSearchParams(query);
      if (cursor !== null) asked.set('cursor', cursor);
      return http.request(`${path}?${asked}`, pageSchema, { signal: params.signal });
    });
    const pageInfo = { hasNextPage: found.next_cursor !== null, hasPreviousPage: page > 1 };
    return { data: [...found.data], pageInfo };
  }

  async function getOne(
    resource: string,
    params: { id: string | number; signal?: AbortSignal },
  ): Promise<GetOneResult> {
    const { path, schema } = resourceOf(resource);
    const address = `${path}/${encodeURIComponent(String(params.id))}`;
    return { data: await http.request(address, await schema(), { signal: params.signal }) };
  }

  return {
    supportAbortSignal: true,
    getList,
    getOne,
    async getMany(resource, params) {
      const found = await Promise.all(params.ids.map((id) => getOne(resource, { id })));
      return { data: found.map(({ data }) => data) };
    },
    getManyReference: (resource, params) =>
      getList(resource, { ...params, filter: { ...params.filter, [params.target]: params.id } }),
    create: readOnly,
    update: readOnly,
    updateMany: readOnly,
    delete: readOnly,
    deleteMany: readOnly,
  };
}
