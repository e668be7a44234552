/** A name of the machine as people say it: `set_daily_budget` becomes “Set daily budget”. */
export function inWords(name: string): string {
  const words = name.replaceAll(/[_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A playbook by its id, where its own name is not at hand: `campaign_health_v1` becomes “Campaign health”. */
export function playbookWords(playbook_id: string): string {
  return inWords(playbook_id.replace(/_v\d+$/, ''));
}
