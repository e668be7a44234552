import type { Permission } from '../../../contracts/roles.ts';
import { useProfile } from './useProfile.ts';

/** Whether the person who is signed in may do something. Only the server’s answer counts; this hides what it would refuse. */
export function useCan(permission: Permission): boolean {
  return useProfile()?.permissions.includes(permission) ?? false;
}
