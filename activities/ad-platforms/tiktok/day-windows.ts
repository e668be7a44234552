const dayMs = 86_400_000;

/** A range of ISO dates, both days included. */
export type DayWindow = { readonly start_date: string; readonly end_date: string };

/** Cuts a range of ISO dates, both included, into windows of at most so many days, oldest first; none when it ends before it begins. */
export function dayWindows(since: string, until: string, most_days: number): readonly DayWindow[] {
  const windows: DayWindow[] = [];
  const last = Date.parse(until);
  const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);
  for (let start = Date.parse(since); start <= last; start += most_days * dayMs)
    windows.push({ start_date: isoDay(start), end_date: isoDay(Math.min(last, start + (most_days - 1) * dayMs)) });
  return windows;
}
