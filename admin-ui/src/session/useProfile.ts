import { useQuery } from '@tanstack/react-query';
import { useActions } from '../server/ActionsContext.tsx';
import type { Profile } from './profile.ts';

/** Who is signed in and what belongs to this installation; null until known. */
export function useProfile(): Profile | null {
  const actions = useActions();
  const { data } = useQuery({ queryKey: ['profile'], queryFn: actions.profile, staleTime: Number.POSITIVE_INFINITY });
  return data ?? null;
}
