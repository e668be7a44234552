import { useGetList } from 'react-admin';
import type { AccountView } from './account-view.ts';

const all = { pagination: { page: 1, perPage: 500 }, sort: { field: 'platform', order: 'ASC' }, filter: {} } as const;

/** Every ad account in one query, for the screens that choose one or name one; `data` is undefined until known. */
export function useAccounts(options: { readonly enabled?: boolean } = {}) {
  return useGetList<AccountView>('accounts', all, options);
}
