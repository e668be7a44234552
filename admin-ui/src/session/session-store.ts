import { z } from 'zod';

const sessionSchema = z.object({ access_token: z.string().min(1), expires_at_ms: z.number(), email: z.string() });

/** Who is signed in, in this tab. */
export type Session = z.infer<typeof sessionSchema>;

/** The part of the browser’s storage that is used. */
export type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps the session. */
export type SessionStore = {
  /** The session, or null when there is none or its token has run out. */
  read: () => Session | null;
  write: (session: Session) => void;
  clear: () => void;
};

const key = 'mbi.session';

/**
 * Keeps the token in memory and, so that a reload does not sign people out, in the tab’s own storage.
 * Nothing is written where another tab or a later visit could read it. A blocked storage costs only the reload.
 */
export function createSessionStore(storage: SessionStorage, now_ms: () => number): SessionStore {
  let current = restore(storage);
  return {
    read: () => (current !== null && current.expires_at_ms > now_ms() ? current : null),
    write(session) {
      current = session;
      try {
        storage.setItem(key, JSON.stringify(session));
      } catch {
        // A full or blocked storage: the session lives until the next reload.
      }
    },
    clear() {
      current = null;
      try {
        storage.removeItem(key);
      } catch {
        // Nothing was stored.
      }
    },
  };
}

function restore(storage: SessionStorage): Session | null {
  try {
    const parsed = sessionSchema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
