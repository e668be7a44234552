/** What narrows the list of recommendations, as the API names it; '' for no limit. */
export type ListFilter = {
  readonly status: string;
  readonly workflow: string;
  /** '' for what people see; `flagged` for the Friday list, `unsure` for low confidence, `shadow` for what nobody sees. */
  readonly only: '' | 'flagged' | 'unsure' | 'shadow';
  readonly sort: 'newest' | 'priority';
};

const onlys = ['', 'flagged', 'unsure', 'shadow'] as const;

/** The filter that an address holds; what it does not know is no limit. */
export function filterOf(search: URLSearchParams): ListFilter {
  const only = onlys.find((each) => each === search.get('only')) ?? '';
  const sort = search.get('sort') === 'priority' ? 'priority' : 'newest';
  return { status: search.get('status') ?? '', workflow: search.get('workflow') ?? '', only, sort };
}

/** The filter as parts of an address, without what is the default. */
export function addressOf({ sort, ...filter }: ListFilter): Record<string, string> {
  const set = Object.entries(filter).filter(([, value]) => value !== '');
  return Object.fromEntries([...set, ...(sort === 'newest' ? [] : [['sort', sort]])]);
}

/** The filter as the API takes it; what is empty is left out by the data provider. */
export function queryOf({ status, workflow, only, sort }: ListFilter): Record<string, string> {
  return {
    ...{ status, workflow, sort },
    ...(only === 'flagged' ? { flagged: 'true' } : {}),
    ...(only === 'unsure' ? { confidence_below: '0.6' } : {}),
    ...(only === 'shadow' ? { shadow: 'true' } : {}),
  };
}
