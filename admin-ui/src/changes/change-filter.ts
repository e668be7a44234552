/** What a list of changes is narrowed by; the names are those of the address and of the API. */
export const filterNames = ['state', 'platform', 'playbook', 'approver', 'day'] as const;

/** What a list of changes is narrowed by. Empty means any. */
export type ChangeFilter = { readonly [name in (typeof filterNames)[number]]?: string };

/** The filter that stands in an address. */
export function filterOf(search: URLSearchParams): ChangeFilter {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = search.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/** The address of a filter: only what narrows stands in it. */
export function addressOf(filter: ChangeFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}

/** What is asked of the server: half-written e-mail addresses and days are left out, so that typing is no error. */
export function questionOf(filter: ChangeFilter): ChangeFilter {
  const { approver = '', day = '', ...others } = filter;
  return {
    ...others,
    ...(/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(approver.trim()) ? { approver: approver.trim().toLowerCase() } : {}),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(day) ? { day } : {}),
  };
}
