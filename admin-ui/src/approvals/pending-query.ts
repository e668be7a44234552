/** The list of what waits for a decision: one query for the inbox, the menu’s number and the walk from item to item. */
export const pendingQuery = {
  pagination: { page: 1, perPage: 100 },
  sort: { field: 'expires_at', order: 'ASC' },
  filter: { status: 'pending', snoozed: 'hidden' },
} as const;

/** The same with what the person has put off. */
export const pendingQueryWithSnoozed = { ...pendingQuery, filter: { status: 'pending', snoozed: 'shown' } } as const;
