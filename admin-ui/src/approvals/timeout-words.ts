/** What happens when nobody decides in time, in words. A silent yes does not exist. */
export function describeTimeout(on_timeout: string): string {
  switch (on_timeout) {
    case 'reject':
      return 'If nobody decides in time, it is rejected and nothing changes.';
    case 'cancel':
      return 'If nobody decides in time, the execution is cancelled and nothing changes.';
    case 'escalate':
      return 'If nobody decides in time, it goes to the next person; nothing changes until then.';
    default:
      return 'If nobody decides in time, nothing changes.';
  }
}
