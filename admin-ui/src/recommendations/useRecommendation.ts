import { useGetOne } from 'react-admin';
import type { RecommendationRow } from './recommendation-row.ts';

/** A stored recommendation; undefined while it is read, and for executions that stored none. A null id asks for nothing. */
export function useRecommendation(id: string | null): RecommendationRow | undefined {
  const { data } = useGetOne<RecommendationRow>(
    'recommendations',
    { id: id ?? '' },
    { enabled: id !== null, retry: false },
  );
  return data;
}
