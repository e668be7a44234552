import { useGetList } from 'react-admin';
import { useCan } from '../session/useCan.ts';
import type { ChangeRecord } from './change-record.ts';

/** How many changes wait for a person to say what became of them; null while unknown or none. */
export function useOpenWritesCount(): number | null {
  const mayRead = useCan('money:read');
  const { data } = useGetList<ChangeRecord>(
    'changes',
    {
      ...{ pagination: { page: 1, perPage: 100 }, sort: { field: 'reserved_at', order: 'DESC' } },
      filter: { state: 'needs_human' },
    },
    { enabled: mayRead },
  );
  return data === undefined || data.length === 0 ? null : data.length;
}
